package dev.likeness.model.video;

import java.util.Arrays;
import java.util.BitSet;

/** Collects stamps as packets or frames come, and puts them into presentation order. */
final class FrameSurvey {
  private long[] pts = new long[1024];
  private long[] durations = new long[1024];
  private final BitSet keys = new BitSet();
  private int count;
  private boolean complete = true;

  void add(long stamp, long duration, boolean key) {
    if (count == pts.length) {
      pts = Arrays.copyOf(pts, 2 * count);
      durations = Arrays.copyOf(durations, 2 * count);
    }
    pts[count] = stamp;
    durations[count] = duration;
    keys.set(count, key);
    complete &= stamp != Ffmpeg.NO_STAMP;
    count++;
  }

  int count() {
    return count;
  }

  /** Whether every frame has a stamp of its own. */
  boolean stampsAreUsable() {
    return complete && Arrays.stream(pts, 0, count).distinct().count() == count;
  }

  /** Makes stamps strictly rising in the order of arrival, which is the decoder's. */
  void straighten(long nominalDuration) {
    for (int i = 0; i < count; i++) {
      long least = i == 0 ? Long.MIN_VALUE + 1 : pts[i - 1] + 1;
      if (pts[i] == Ffmpeg.NO_STAMP) {
        pts[i] = i == 0 ? 0 : pts[i - 1] + nominalDuration;
      }
      pts[i] = Math.max(pts[i], least);
    }
  }

  /**
   * In presentation order, from the first key frame on: pictures before it cannot be decoded. A
   * frame lasts until the next one; the last as long as it says, or {@code nominalDuration}.
   */
  FrameTable table(long nominalDuration) {
    int firstKey = Math.max(0, keys.nextSetBit(0));
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(pts[a], pts[b]));
    int[] kept =
        Arrays.stream(order).mapToInt(i -> i).filter(i -> pts[i] >= pts[firstKey]).toArray();
    long[] sorted = new long[kept.length];
    long[] lengths = new long[kept.length];
    BitSet sortedKeys = new BitSet();
    for (int i = 0; i < kept.length; i++) {
      sorted[i] = pts[kept[i]];
      sortedKeys.set(i, keys.get(kept[i]));
    }
    for (int i = 0; i < kept.length; i++) {
      long own = durations[kept[i]] > 0 ? durations[kept[i]] : nominalDuration;
      lengths[i] = i + 1 < kept.length ? sorted[i + 1] - sorted[i] : Math.max(1, own);
    }
    return new FrameTable(sorted, lengths, sortedKeys);
  }
}
