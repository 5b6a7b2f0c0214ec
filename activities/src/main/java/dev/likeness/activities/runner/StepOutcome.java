package dev.likeness.activities.runner;

import java.util.Set;

/**
 * How a run ended. What it made is in the store's manifests, which are the truth: a run may be lost
 * and its result there all the same.
 */
public sealed interface StepOutcome extends StepObservation {
  record Succeeded() implements StepOutcome {}

  /** It left because it was asked to, with a checkpoint or without. */
  record Stopped(boolean checkpointed) implements StepOutcome {}

  /** It is gone and nobody asked for that: worth another generation. */
  record Lost(String sentence) implements StepOutcome {}

  /** Something more important took its place. */
  record Preempted(String sentence) implements StepOutcome {}

  /** Its node ran short of something. */
  record Evicted(String sentence) implements StepOutcome {}

  /** Worth another generation with more memory. */
  record OutOfHostMemory(String sentence) implements StepOutcome {}

  /** Worth another generation with a smaller micro-batch. */
  record OutOfDeviceMemory(String sentence) implements StepOutcome {}

  /** The node would not have it. */
  record NodeRejected(String sentence) implements StepOutcome {}

  /** It never began. */
  record CannotStart(String sentence) implements StepOutcome {}

  /** What it was asked to do makes no sense: no retry helps. */
  record BadSpec(String sentence) implements StepOutcome {
    /** A run under a profile that the operator did not define. */
    public static BadSpec noProfile(String name, Set<String> known) {
      return new BadSpec(
          "There is no profile \"" + name + "\", only " + known.stream().sorted().toList() + ".");
    }
  }

  record TimedOut(String sentence) implements StepOutcome {}

  /** It said why. {@code reason} is one of the closed set of failure reasons. */
  record Failed(String reason, String sentence, String where) implements StepOutcome {}

  /** It ended and nobody can say how. */
  record Unknown(String sentence) implements StepOutcome {}
}
