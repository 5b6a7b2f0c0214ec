package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a Job, its pod and the refusals of its pod mean: a pure function. A pod says more than its
 * Job, so it is asked first; why Kubernetes took a pod away comes before the code that the process
 * left with on being told.
 */
final class Classification {
  /** How long on its node a container may not come to be: images and secrets come late. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** After so long beyond its grace a pod that is being deleted is on a node that is gone. */
  private static final Duration BEYOND_GRACE = Duration.ofMinutes(1);

  private static final Set<String> CANNOT_START =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ImageInspectError",
          "ErrImageNeverPull",
          "RegistryUnavailable",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  private static final Set<String> EVICTED = Set.of("Evicted", "NodeShutdown", "Terminated");

  private Classification() {}

  /**
   * @param refusal why Kubernetes makes no pod for the Job, where it said so
   */
  static JobObservation of(Job job, Optional<Pod> pod, Optional<String> refusal, Instant now) {
    if (hasCondition(job, "Complete")) {
      return new JobOutcome.Succeeded();
    }
    boolean ended = hasCondition(job, "Failed");
    boolean stopAsked = entries(job.getMetadata().getAnnotations()).containsKey(Names.STOP);
    if (stopAsked) {
      return stopping(ended, pod, now);
    }
    if (!ended && awaitsAdmission(job)) {
      // What its pod may have come to is of no account: it gets another one.
      return new JobState.Pending("", admission(job));
    }
    JobCondition failure = failure(job);
    // Told before the pod is taken away, which is then not a pod that somebody deleted.
    if ("DeadlineExceeded".equals(failure.getReason())
        && (ended || pod.filter(Classification::hasEnded).isPresent())) {
      return new JobOutcome.TimedOut(sentence(failure.getMessage()));
    }
    if (pod.isPresent()) {
      return of(pod.get(), gpuResource(job), now);
    }
    if (ended) {
      return new JobOutcome.Lost("The Job failed and its pod is gone.");
    }
    return new JobState.Pending("", refusal.orElse("No pod was made for the Job yet."));
  }

  /** Whether the Job controller makes no pod for it, whatever else the Job says. */
  static boolean isSuspended(Job job) {
    return Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  /** Suspended, or admitted and its controller has not gone on with it yet. */
  private static boolean awaitsAdmission(Job job) {
    return isSuspended(job) || hasCondition(job, "Suspended");
  }

  private static String admission(Job job) {
    return Optional.ofNullable(entries(job.getMetadata().getLabels()).get(Names.QUEUE))
        .map(queue -> "The Job waits for admission in queue " + queue + ".")
        .orElse("The Job is suspended and waits for admission.");
  }

  /** A Job that was asked to leave before it had a pod has nothing to wait for. */
  private static JobObservation stopping(boolean ended, Optional<Pod> pod, Instant now) {
    boolean left = pod.map(there -> hasEnded(there) || isStuck(there, now)).orElse(true);
    return ended || left
        ? new JobOutcome.Stopped()
        : new JobState.Terminating(pod.get().getMetadata().getName());
  }

  private static JobObservation of(Pod pod, Optional<String> gpu, Instant now) {
    String name = pod.getMetadata().getName();
    if (hasEnded(pod)) {
      return "Succeeded".equals(pod.getStatus().getPhase())
          // Its Job says so, too, in a moment.
          ? new JobState.Terminating(name)
          : ended(pod);
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return isStuck(pod, now)
          ? new JobOutcome.Lost("The pod does not end, and its node does not answer.")
          : new JobState.Terminating(name);
    }
    if ("Running".equals(pod.getStatus().getPhase())) {
      return new JobState.Running(name, Objects.toString(pod.getSpec().getNodeName(), ""));
    }
    return pending(pod, gpu, now);
  }

  private static JobObservation pending(Pod pod, Optional<String> gpu, Instant now) {
    String name = pod.getMetadata().getName();
    Optional<PodCondition> unscheduled =
        condition(pod, "PodScheduled").filter(is -> "False".equals(is.getStatus()));
    if (unscheduled.isPresent()) {
      String why = sentence(unscheduled.get().getMessage());
      boolean lacksGpu =
          gpu.filter(resource -> why.contains("Insufficient " + resource)).isPresent();
      return lacksGpu
          ? new JobState.WaitingForGpu(name, "No node has a free " + gpu.get() + ": " + why)
          : new JobState.Pending(name, why);
    }
    Optional<ContainerStateWaiting> waiting =
        status(pod).map(ContainerStatus::getState).map(ContainerState::getWaiting);
    if (waiting.isEmpty()) {
      return new JobState.Pending(name, "The node prepares the pod.");
    }
    String reason = sentence(waiting.get().getReason());
    String why = reason + ": " + sentence(waiting.get().getMessage());
    boolean hopeless =
        "InvalidImageName".equals(reason)
            || (CANNOT_START.contains(reason) && begun(pod).plus(PATIENCE).isBefore(now));
    return hopeless ? new JobOutcome.CannotStart(why) : new JobState.Pending(name, why);
  }

  private static JobOutcome ended(Pod pod) {
    Optional<JobOutcome> taken =
        condition(pod, "DisruptionTarget")
            .filter(is -> "True".equals(is.getStatus()))
            .map(is -> disrupted(is, pod));
    String reason = Objects.toString(pod.getStatus().getReason(), "");
    String why = reason + ": " + sentence(pod.getStatus().getMessage());
    if (taken.isPresent()) {
      return taken.get();
    }
    if (EVICTED.contains(reason)) {
      return new JobOutcome.Evicted(why);
    }
    if ("Preempting".equals(reason)) {
      return new JobOutcome.Preempted(why);
    }
    if ("NodeLost".equals(reason)) {
      return new JobOutcome.Lost(why);
    }
    if (reason.startsWith("OutOf")
        || Set.of("NodeAffinity", "UnexpectedAdmissionError", "TopologyAffinityError")
            .contains(reason)) {
      return new JobOutcome.NodeRejected(why);
    }
    boolean deleted = pod.getMetadata().getDeletionTimestamp() != null;
    return terminated(pod)
        .map(end -> deleted ? new JobOutcome.Lost("The pod was deleted.") : exited(end))
        .orElseGet(
            () ->
                deleted
                    ? new JobOutcome.Lost("The pod was deleted before it ran.")
                    : new JobOutcome.Unknown("The pod failed without a word. " + why));
  }

  private static JobOutcome disrupted(PodCondition target, Pod pod) {
    String why = sentence(target.getMessage());
    return switch (Objects.toString(target.getReason(), "")) {
      case "PreemptionByScheduler" -> new JobOutcome.Preempted(why);
      case "EvictionByEvictionAPI" -> new JobOutcome.Evicted(why);
      case "TerminationByKubelet" ->
          "Preempting".equals(pod.getStatus().getReason())
              ? new JobOutcome.Preempted(why)
              : new JobOutcome.Evicted(why);
      default -> new JobOutcome.Lost(target.getReason() + ": " + why);
    };
  }

  private static JobOutcome exited(ContainerStateTerminated end) {
    String message = Objects.toString(end.getMessage(), "");
    return switch (Objects.toString(end.getReason(), "")) {
      case "OOMKilled" ->
          new JobOutcome.OutOfHostMemory("The pod used more memory than its profile allows.");
      case "ContainerCannotRun", "StartError" -> new JobOutcome.CannotStart(message);
      default -> new JobOutcome.Exited(Objects.requireNonNullElse(end.getExitCode(), -1), message);
    };
  }

  private static boolean hasEnded(Pod pod) {
    PodStatus status = pod.getStatus();
    return status != null && Set.of("Succeeded", "Failed").contains(status.getPhase());
  }

  private static boolean isStuck(Pod pod, Instant now) {
    String deleted = pod.getMetadata().getDeletionTimestamp();
    // The time stamp is when the grace is over, not when it began.
    return deleted != null && Instant.parse(deleted).plus(BEYOND_GRACE).isBefore(now);
  }

  /** Since when it has a node that could make its container: it may have waited for days before. */
  private static Instant begun(Pod pod) {
    return Instant.parse(
        condition(pod, "PodScheduled")
            .filter(is -> "True".equals(is.getStatus()))
            .map(PodCondition::getLastTransitionTime)
            .orElse(pod.getMetadata().getCreationTimestamp()));
  }

  private static Optional<ContainerStatus> status(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream().findFirst();
  }

  private static Optional<ContainerStateTerminated> terminated(Pod pod) {
    return status(pod).map(ContainerStatus::getState).map(ContainerState::getTerminated);
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  private static boolean hasCondition(Job job, String type) {
    return conditions(job).stream()
        .anyMatch(is -> type.equals(is.getType()) && "True".equals(is.getStatus()));
  }

  private static JobCondition failure(Job job) {
    return conditions(job).stream()
        .filter(is -> Set.of("Failed", "FailureTarget").contains(is.getType()))
        .findFirst()
        .orElseGet(JobCondition::new);
  }

  private static List<JobCondition> conditions(Job job) {
    JobStatus status = job.getStatus();
    return status == null ? List.of() : status.getConditions();
  }

  /** The resource that the Job asks for besides those that every pod does. */
  private static Optional<String> gpuResource(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getResources().getLimits().keySet().stream())
        .filter(resource -> resource.contains("/"))
        .findFirst();
  }

  private static Map<String, String> entries(Map<String, String> labelsOrAnnotations) {
    return labelsOrAnnotations == null ? Map.of() : labelsOrAnnotations;
  }

  private static String sentence(String text) {
    return text == null ? "" : text.strip();
  }
}
