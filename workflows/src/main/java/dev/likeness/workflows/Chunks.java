package dev.likeness.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A range of frame ordinals, the unit of fan-out: {@code from} to {@code to} - 1. */
record Chunks(int from, int to) {
  /** Cuts a range into chunks of the given length; the last may be shorter. */
  static List<Chunks> of(int from, int to, int length) {
    List<Chunks> chunks = new ArrayList<>();
    for (int start = from; start < to; start += length) {
      chunks.add(new Chunks(start, Math.min(to, start + length)));
    }
    return chunks;
  }

  Map<String, Object> with(Map<String, Object> parameters) {
    Map<String, Object> all = new TreeMap<>(parameters);
    all.put("from", from);
    all.put("to", to);
    return all;
  }
}
