package dev.likeness.activities.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of known length that can be read from the start more than once: for their digest, to store
 * them, and again after a failure.
 */
public record Content(long size, Opening opening) {
  /** Opens the bytes at their start; every call gives the same ones. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  InputStream open() throws IOException {
    return opening.open();
  }
}
