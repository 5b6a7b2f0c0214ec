package dev.likeness.model.network;

/** A device that was asked for does not compute; the message says what to do. */
public abstract sealed class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeviceException(String message, Throwable cause) {
    super(message, cause);
  }

  DeviceException(String message) {
    super(message);
  }

  /** This program has no such device: another one, or another request, is needed. */
  public static final class Absent extends DeviceException {
    private static final long serialVersionUID = 1L;

    Absent(String message) {
      super(message);
    }
  }

  /** The device is there and fails, or gives wrong numbers: another machine may do better. */
  public static final class Faulty extends DeviceException {
    private static final long serialVersionUID = 1L;

    Faulty(String message) {
      super(message);
    }

    Faulty(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The device computes, and has not enough memory for what it was given at once. */
  public static final class OutOfMemory extends DeviceException {
    private static final long serialVersionUID = 1L;

    OutOfMemory(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
