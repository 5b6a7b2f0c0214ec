package dev.likeness.model.network;

/**
 * What comes out at the end of a route.
 *
 * @param size side in pixels
 */
public record Output(String name, Kind kind, int size) {
  /** What the channels mean; all values are 0 to 1. */
  public enum Kind {
    /** Three channels, RGB. */
    IMAGE(3),
    /** One channel, 1 where the face is. */
    MASK(1);

    private final int channels;

    Kind(int channels) {
      this.channels = channels;
    }

    public int channels() {
      return channels;
    }
  }
}
