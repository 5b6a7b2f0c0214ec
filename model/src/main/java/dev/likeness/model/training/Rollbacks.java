package dev.likeness.model.training;

/**
 * How often training went back to the start of a segment.
 *
 * @param all since the first iteration; part of every random key, so that each way is another one
 * @param segment in the segment under way; who trains gives up when it grows too large
 */
public record Rollbacks(long all, int segment) {
  public static final Rollbacks NONE = new Rollbacks(0, 0);

  /** Once more, with other random numbers. */
  public Rollbacks next() {
    return new Rollbacks(all + 1, segment + 1);
  }

  /** The segment ended well. */
  Rollbacks settled() {
    return new Rollbacks(all, 0);
  }
}
