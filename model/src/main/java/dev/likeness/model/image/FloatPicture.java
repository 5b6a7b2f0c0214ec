package dev.likeness.model.image;

/**
 * A float32 picture: {@code data} holds {@code [height, width, channels]}, usually 0 to 1. The
 * array is shared, not copied: who makes a picture hands its samples over.
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are compared by digest, never by equals
public record FloatPicture(int width, int height, int channels, float[] data) {
  public FloatPicture {
    if (width < 1
        || height < 1
        || channels < 1
        || data.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          data.length + " floats are no picture of " + width + " x " + height + " x " + channels);
    }
  }

  public static FloatPicture blank(int width, int height, int channels) {
    return new FloatPicture(width, height, channels, new float[width * height * channels]);
  }

  public float at(int x, int y, int channel) {
    return data[(y * width + x) * channels + channel];
  }
}
