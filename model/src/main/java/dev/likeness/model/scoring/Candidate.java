package dev.likeness.model.scoring;

import java.util.Locale;

/** What is held against the exact answer. */
public enum Candidate {
  /** What the program made. */
  SWAP,
  /** The target as it is, through the same encoder. */
  UNTOUCHED,
  /** The mean of all source faces, through the same merge. */
  PASTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
