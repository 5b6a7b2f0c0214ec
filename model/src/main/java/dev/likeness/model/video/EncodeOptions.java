package dev.likeness.model.video;

/**
 * How film is encoded; a picture always by one thread.
 *
 * @param quantiser H.264's scale, 1 (best) to 51, where OpenH264 takes 1 to 11 for 12; VP9 and AV1
 *     are set to steps of about the same size. The default, 14, keeps untouched frames above 45 dB.
 * @param keyInterval frames from one key frame to the next. The default, 1, makes every frame a key
 *     frame, for twice the bytes: OpenH264 leaves specks of earlier frames where something small
 *     moved out of a block (1 sample in 14,000 off by more than 25 levels), and editors cut
 *     anywhere.
 */
public record EncodeOptions(int quantiser, int keyInterval) {
  public static final EncodeOptions DEFAULT = new EncodeOptions(14, 1);

  public EncodeOptions {
    if (quantiser < 1 || quantiser > 51) {
      throw new IllegalArgumentException("The quantiser " + quantiser + " is not 1 to 51.");
    }
    if (keyInterval < 1) {
      throw new IllegalArgumentException("A key frame every " + keyInterval + " frames is none.");
    }
  }

  /** These options with another quantiser. */
  public EncodeOptions withQuantiser(int other) {
    return new EncodeOptions(other, keyInterval);
  }
}
