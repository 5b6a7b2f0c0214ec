package dev.likeness.model.video;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * Time stamps, durations and key marks of all frames in presentation order. In JSON each series is
 * a list of runs {@code [value, times, value, times, ...]}: of the differences of neighbouring
 * stamps (from 0), of the durations, and of the distances between key frames' ordinals (from 0);
 * 180,000 frames of a constant rate take a hundred bytes.
 */
@JsonPropertyOrder({"count", "pts", "durations", "keys"})
public final class FrameTable {
  private final long[] pts;
  private final long[] durations;
  private final BitSet keys;

  FrameTable(long[] pts, long[] durations, BitSet keys) {
    this.pts = pts;
    this.durations = durations;
    this.keys = keys;
  }

  @JsonCreator
  static FrameTable fromRuns(
      @JsonProperty("count") int count,
      @JsonProperty("pts") long[] pts,
      @JsonProperty("durations") long[] durations,
      @JsonProperty("keys") long[] keys) {
    long[] stamps = expand(pts);
    for (int i = 1; i < stamps.length; i++) {
      stamps[i] += stamps[i - 1];
    }
    long[] lengths = expand(durations);
    if (stamps.length != count || lengths.length != count) {
      throw new IllegalArgumentException(
          stamps.length + " stamps, " + lengths.length + " durations for " + count + " frames.");
    }
    BitSet marks = new BitSet();
    long ordinal = 0;
    for (long distance : expand(keys)) {
      ordinal += distance;
      marks.set(Math.toIntExact(ordinal));
    }
    return new FrameTable(stamps, lengths, marks);
  }

  @JsonProperty("count")
  public int count() {
    return pts.length;
  }

  @JsonProperty("pts")
  long[] ptsRuns() {
    return runs(pts.length, i -> i == 0 ? pts[0] : pts[i] - pts[i - 1]);
  }

  @JsonProperty("durations")
  long[] durationRuns() {
    return runs(durations.length, i -> durations[i]);
  }

  @JsonProperty("keys")
  long[] keyRuns() {
    int[] ordinals = keys.stream().toArray();
    return runs(ordinals.length, i -> i == 0 ? ordinals[0] : ordinals[i] - ordinals[i - 1]);
  }

  /** In ticks of the stream's time base. */
  public long pts(int ordinal) {
    return pts[ordinal];
  }

  /** In ticks of the stream's time base. */
  public long duration(int ordinal) {
    return durations[ordinal];
  }

  /** Whether decoding can start here. */
  public boolean key(int ordinal) {
    return keys.get(ordinal);
  }

  /** The last key frame at or before this one, or 0 when there is none. */
  int keyBefore(int ordinal) {
    return Math.max(0, keys.previousSetBit(ordinal));
  }

  /** The frame with this stamp, or a negative number. */
  int ordinalOf(long stamp) {
    return Arrays.binarySearch(pts, stamp);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameTable table
        && Arrays.equals(pts, table.pts)
        && Arrays.equals(durations, table.durations)
        && keys.equals(table.keys);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(pts) + keys.hashCode();
  }

  private static long[] runs(int count, IntToLongFunction value) {
    long[] out = new long[2 * count];
    int used = 0;
    for (int i = 0; i < count; i++) {
      long next = value.applyAsLong(i);
      if (used > 0 && out[used - 2] == next) {
        out[used - 1]++;
      } else {
        out[used++] = next;
        out[used++] = 1;
      }
    }
    return Arrays.copyOf(out, used);
  }

  private static long[] expand(long[] runs) {
    long total = 0;
    for (int i = 1; i < runs.length; i += 2) {
      total = Math.addExact(total, runs[i]);
    }
    long[] out = new long[Math.toIntExact(total)];
    int at = 0;
    for (int i = 1; i < runs.length; i += 2) {
      int end = at + Math.toIntExact(runs[i]);
      Arrays.fill(out, at, end, runs[i - 1]);
      at = end;
    }
    return out;
  }
}
