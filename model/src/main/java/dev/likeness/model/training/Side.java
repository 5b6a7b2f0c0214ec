package dev.likeness.model.training;

import java.util.Locale;

/** Which person a face belongs to; the number is part of every random key and never changes. */
public enum Side {
  SOURCE(0),
  TARGET(1);

  private final long key;

  Side(long key) {
    this.key = key;
  }

  long key() {
    return key;
  }

  /** The word for messages, such as {@code source}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
