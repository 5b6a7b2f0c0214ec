package dev.likeness.model.training;

/** What random numbers are for; the number is part of every random key and never changes. */
enum Purpose {
  START(0),
  ORDER(1),
  VARIATION(2);

  private final long key;

  Purpose(long key) {
    this.key = key;
  }

  long key() {
    return key;
  }
}
