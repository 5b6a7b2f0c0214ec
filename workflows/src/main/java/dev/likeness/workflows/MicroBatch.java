package dev.likeness.workflows;

import java.util.Optional;

/**
 * What a training goes on with whose device had no memory for as many faces at once: another
 * training of the same model, from its newest checkpoint.
 *
 * @param faces a side that pass through the network at once; the training option {@code microBatch}
 * @param base digest of the checkpoint that this training began with, when it did not begin fresh
 */
public record MicroBatch(int faces, Optional<String> base) {
  /** The name of the option. */
  static final String OPTION = "microBatch";
}
