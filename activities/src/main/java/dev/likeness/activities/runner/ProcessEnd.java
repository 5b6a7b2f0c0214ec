package dev.likeness.activities.runner;

import java.util.Optional;

/**
 * What can be seen of a process that ended: its exit code (128 + signal when one killed it),
 * whether this side had asked it to stop or ended it by force, what it left in its termination
 * file, and the last lines of its log.
 */
record ProcessEnd(
    int exitCode,
    boolean stopAsked,
    boolean killedByUs,
    Optional<Termination> termination,
    String logTail) {
  /** What the end means. */
  StepOutcome outcome() {
    return switch (exitCode) {
      case StepExit.SUCCEEDED -> new StepOutcome.Succeeded();
      case StepExit.STOPPED -> new StepOutcome.Stopped(true);
      case StepExit.OUT_OF_MEMORY -> outOfMemory();
      case StepExit.ORPHANED ->
          new StepOutcome.Lost("The step's pipe to its worker closed: the worker is gone.");
      // Only the terminal sends SIGINT, to a child that is not yet ready to ignore it.
      case StepExit.INTERRUPTED -> new StepOutcome.Stopped(false);
      case StepExit.TERMINATED -> stopAsked ? new StepOutcome.Stopped(false) : killed("SIGTERM");
      case StepExit.KILLED -> killedByUs ? new StepOutcome.Stopped(false) : killed("SIGKILL");
      default -> termination.map(ProcessEnd::told).orElseGet(this::untold);
    };
  }

  private StepOutcome killed(String signal) {
    return new StepOutcome.Lost(
        "The step's process was ended from outside by "
            + signal
            + ", by the system for lack of memory or by somebody.");
  }

  private static StepOutcome told(Termination told) {
    return switch (told.reason()) {
      case Termination.OUT_OF_HOST_MEMORY -> new StepOutcome.OutOfHostMemory(told.sentence());
      case Termination.OUT_OF_DEVICE_MEMORY -> new StepOutcome.OutOfDeviceMemory(told.sentence());
      case Termination.BAD_SPEC -> new StepOutcome.BadSpec(told.sentence());
      default -> new StepOutcome.Failed(told.reason(), told.sentence(), told.where());
    };
  }

  private StepOutcome untold() {
    if (logTail.contains("java.lang.OutOfMemoryError")
        || logTail.contains("insufficient memory for the Java Runtime Environment")) {
      return outOfMemory();
    }
    return new StepOutcome.Failed(
        "unexplained",
        "The step's process ended with code " + exitCode + " and did not say why.",
        logTail);
  }

  private static StepOutcome outOfMemory() {
    return new StepOutcome.OutOfHostMemory("The step ran out of memory.");
  }
}
