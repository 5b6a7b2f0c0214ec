package dev.likeness.model.faces;

/**
 * How faces are cut out.
 *
 * @param maxSide largest side of a stored picture in pixels; larger faces are shrunk to it
 * @param lossless PNG instead of JPEG at quality 95 without chroma subsampling
 */
public record CutOptions(int maxSide, boolean lossless) {
  public static final CutOptions DEFAULT = new CutOptions(1024, false);

  public CutOptions {
    if (maxSide < 64 || maxSide > 8192) {
      throw new IllegalArgumentException(
          "maxSide is " + maxSide + " and must lie between 64 and 8192.");
    }
  }
}
