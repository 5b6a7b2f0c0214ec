package dev.likeness.model.image;

/**
 * An 8-bit RGB picture: {@code rgb} holds {@code [height, width, 3]} bytes, 0 to 255 unsigned,
 * gamma as decoded. The array is shared, not copied: who makes a picture hands its pixels over.
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are compared by digest, never by equals
public record Picture(int width, int height, byte[] rgb) {
  public Picture {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes are no RGB picture of " + width + " x " + height + ".");
    }
  }

  public static Picture blank(int width, int height) {
    return new Picture(width, height, new byte[3 * width * height]);
  }
}
