package dev.likeness.model.actors;

/**
 * What is shot for the demonstration.
 *
 * @param frames per side
 * @param rate frames per second
 */
public record DemoOptions(long seed, int frames, int width, int height, int rate) {
  public DemoOptions {
    if (frames < 2 || width < 64 || height < 64 || width % 2 != 0 || height % 2 != 0 || rate < 1) {
      throw new IllegalArgumentException(
          "A demonstration of %d frames of %d x %d at %d a second cannot be shot: it takes at least"
                  .formatted(frames, width, height, rate)
              + " 2 frames of even sides from 64 pixels and 1 frame a second.");
    }
  }

  /** Twelve seconds, or six when there is little time, of 640 x 360 at 25 frames a second. */
  public static DemoOptions of(long seed, boolean quick) {
    return new DemoOptions(seed, quick ? 160 : 300, 640, 360, 25);
  }
}
