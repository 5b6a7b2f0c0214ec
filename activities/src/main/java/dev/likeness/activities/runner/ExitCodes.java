package dev.likeness.activities.runner;

import java.util.Optional;

/** What the end of a step's process means where only its code and its last words are known. */
public final class ExitCodes {
  private ExitCodes() {}

  /**
   * The outcome of a process that left with a code.
   *
   * @param message its termination file, or the end of its log
   */
  public static StepOutcome of(int code, String message) {
    Optional<Termination> told = Termination.parse(message);
    return new ProcessEnd(code, false, false, told, told.isPresent() ? "" : message).outcome();
  }
}
