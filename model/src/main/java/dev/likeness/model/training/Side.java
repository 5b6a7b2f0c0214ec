package dev.likeness.model.training;

/** Which person a face belongs to. The order is part of every random key. */
public enum Side {
  SOURCE,
  TARGET
}
