package dev.likeness.workflows;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Maps that are walked in the order of their keys. {@code Map.of} and {@code HashMap} are walked in
 * an order that differs between processes, which a replayed workflow must not see; the build bans
 * them here.
 */
final class Ordered {
  private Ordered() {}

  static <V> Map<String, V> copy(Map<String, ? extends V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  static <V> Map<String, V> of() {
    return new TreeMap<>();
  }

  static <V> Map<String, V> of(String name, V value) {
    Map<String, V> map = new TreeMap<>();
    map.put(name, value);
    return map;
  }

  static <V> Map<String, V> of(String name, V value, String name2, V value2) {
    Map<String, V> map = of(name, value);
    map.put(name2, value2);
    return map;
  }

  static <V> Map<String, V> of(
      String name, V value, String name2, V value2, String name3, V value3) {
    Map<String, V> map = of(name, value, name2, value2);
    map.put(name3, value3);
    return map;
  }
}
