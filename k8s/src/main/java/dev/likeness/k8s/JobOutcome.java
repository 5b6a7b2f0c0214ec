package dev.likeness.k8s;

/** How a Job ended. What it made is in the store, whatever is said here. */
public sealed interface JobOutcome extends JobObservation {
  record Succeeded() implements JobOutcome {}

  /** It was asked to leave, and has left. */
  record Stopped() implements JobOutcome {}

  /** Job, pod or node are gone, and nobody asked for that. */
  record Lost(String why) implements JobOutcome {}

  /** A pod of higher priority took its place. */
  record Preempted(String why) implements JobOutcome {}

  /** Its node ran short of something, is drained, or shuts down. */
  record Evicted(String why) implements JobOutcome {}

  record OutOfHostMemory(String why) implements JobOutcome {}

  /** The kubelet would not have it, though the scheduler had chosen the node. */
  record NodeRejected(String why) implements JobOutcome {}

  /** Its container cannot be made or started: image, secret, command. */
  record CannotStart(String why) implements JobOutcome {}

  /** Kubernetes does not take the Job: no second try helps. */
  record BadSpec(String why) implements JobOutcome {}

  record TimedOut(String why) implements JobOutcome {}

  /**
   * Its process left with a code; what that means is the program's affair.
   *
   * @param message what it wrote to its termination log, or the end of its log
   */
  record Exited(int code, String message) implements JobOutcome {}

  /** It ended and nothing says how. */
  record Unknown(String why) implements JobOutcome {}
}
