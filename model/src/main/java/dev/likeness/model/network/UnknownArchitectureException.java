package dev.likeness.model.network;

/** Somebody asked for an architecture that does not exist; the message names the nearest one. */
public final class UnknownArchitectureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownArchitectureException(String message) {
    super(message);
  }
}
