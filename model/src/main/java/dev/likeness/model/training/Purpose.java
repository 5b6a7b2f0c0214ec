package dev.likeness.model.training;

/** What random numbers are for. The order is part of every random key: add at the end only. */
enum Purpose {
  START,
  ORDER,
  VARIATION
}
