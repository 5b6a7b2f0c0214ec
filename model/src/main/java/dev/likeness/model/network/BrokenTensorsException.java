package dev.likeness.model.network;

/** A file of tensors is damaged or belongs to another architecture; nothing is made up instead. */
public final class BrokenTensorsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenTensorsException(String message) {
    super(message);
  }

  public BrokenTensorsException(String message, Throwable cause) {
    super(message, cause);
  }
}
