package dev.likeness.k8s;

/**
 * Where a Job stands that has not ended; {@code pod} is its pod's name, empty before there is one.
 */
public sealed interface JobState extends JobObservation {
  String pod();

  /** Not running yet; {@code why} is a sentence for people, as Kubernetes says it. */
  record Pending(String pod, String why) implements JobState {}

  /** No node has a GPU to spare. */
  record WaitingForGpu(String pod, String why) implements JobState {}

  record Running(String pod, String node) implements JobState {}

  /** Told to leave, and at its checkpoint. */
  record Terminating(String pod) implements JobState {}
}
