package dev.likeness.activities.runner;

/** The codes with which a step's process leaves. */
public final class StepExit {
  public static final int SUCCEEDED = 0;

  /** Failed, and said why in the termination file. */
  public static final int FAILED = 1;

  /** The JVM's own code for {@code -XX:+ExitOnOutOfMemoryError}. */
  public static final int OUT_OF_MEMORY = 3;

  /** Asked to stop, it made its checkpoint and left. */
  public static final int STOPPED = 75;

  /** Its parent is gone, and the store with it. */
  public static final int ORPHANED = 76;

  /** 128 + SIGINT, SIGKILL and SIGTERM, as a process that dies of them is reported. */
  static final int INTERRUPTED = 130;

  static final int KILLED = 137;
  static final int TERMINATED = 143;

  private StepExit() {}
}
