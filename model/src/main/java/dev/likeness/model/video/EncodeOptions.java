package dev.likeness.model.video;

/**
 * How film is encoded.
 *
 * @param quantiser H.264's scale, 1 (best) to 51; VP9 and AV1 are set to steps of about the same
 *     size. The default, 14, keeps untouched frames above 45 dB.
 * @param threads the number of slices and threads: part of the result, so never the machine's
 * @param keyInterval frames from one key frame to the next
 */
public record EncodeOptions(int quantiser, int threads, int keyInterval) {
  public static final EncodeOptions DEFAULT = new EncodeOptions(14, 2, 120);

  public EncodeOptions {
    if (quantiser < 1 || quantiser > 51) {
      throw new IllegalArgumentException("The quantiser " + quantiser + " is not 1 to 51.");
    }
    if (threads < 1 || threads > 16) {
      throw new IllegalArgumentException(threads + " encoder threads are not 1 to 16.");
    }
    if (keyInterval < 1) {
      throw new IllegalArgumentException("A key frame every " + keyInterval + " frames is none.");
    }
  }
}
