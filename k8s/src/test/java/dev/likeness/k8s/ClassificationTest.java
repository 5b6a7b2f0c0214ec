package dev.likeness.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What Jobs and pods of a real cluster mean: {@code src/test/capture} made them there, Kubernetes
 * 1.34, and wrote down what the API server said.
 */
final class ClassificationTest {
  private static <T> Optional<T> captured(String file, Class<T> type) {
    try (@Nullable InputStream json =
        ClassificationTest.class.getResourceAsStream("captured/" + file + ".json")) {
      return json == null ? Optional.empty() : Optional.of(Serialization.unmarshal(json, type));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Job job(String name) {
    return captured(name + ".job", Job.class).orElseThrow();
  }

  private static Optional<Pod> pod(String name) {
    return captured(name + ".pod", Pod.class);
  }

  /** As it is seen so long after its pod, or else the Job, was made. */
  private static JobObservation seen(String name, Duration later) {
    Instant made =
        Instant.parse(
            pod(name).map(Pod::getMetadata).orElse(job(name).getMetadata()).getCreationTimestamp());
    return Classification.of(job(name), pod(name), Optional.empty(), made.plus(later));
  }

  private static JobObservation seen(String name) {
    return seen(name, Duration.ofSeconds(10));
  }

  @Test
  void everyStateAndEndOfARealClusterHasItsMeaning() {
    Map<String, Class<? extends JobObservation>> table = new LinkedHashMap<>();
    table.put("completed", JobOutcome.Succeeded.class);
    table.put("running", JobState.Running.class);
    table.put("suspended", JobState.Pending.class);
    table.put("suspended-in-queue", JobState.Pending.class);
    table.put("suspended-later", JobState.Pending.class);
    table.put("suspended-later-pod-gone", JobState.Pending.class);
    table.put("suspended-stopped", JobOutcome.Stopped.class);
    table.put("quota", JobState.Pending.class);
    table.put("memory-missing", JobState.Pending.class);
    table.put("gpu-missing", JobState.WaitingForGpu.class);
    table.put("image-missing", JobState.Pending.class);
    table.put("secret-missing", JobState.Pending.class);
    table.put("image-name-invalid", JobOutcome.CannotStart.class);
    table.put("start-error", JobOutcome.CannotStart.class);
    table.put("node-rejected", JobOutcome.NodeRejected.class);
    table.put("exit-1-said", JobOutcome.Exited.class);
    table.put("exit-1-unsaid", JobOutcome.Exited.class);
    table.put("exit-3", JobOutcome.Exited.class);
    table.put("exit-75", JobOutcome.Exited.class);
    table.put("killed", JobOutcome.Exited.class);
    table.put("oom-killed", JobOutcome.OutOfHostMemory.class);
    table.put("deadline", JobOutcome.TimedOut.class);
    table.put("stopping", JobState.Terminating.class);
    table.put("stopped", JobOutcome.Stopped.class);
    table.put("stopped-pod-gone", JobOutcome.Stopped.class);
    table.put("deleted", JobOutcome.Lost.class);
    table.put("deleted-pod-gone", JobOutcome.Lost.class);
    table.put("evicted", JobOutcome.Evicted.class);
    table.put("preempted", JobOutcome.Preempted.class);
    table.forEach((name, meaning) -> assertInstanceOf(meaning, seen(name), name));
  }

  @Test
  void aWaitingPodSaysWhyInKubernetesWords() {
    assertEquals(
        "No node has a free nvidia.com/gpu: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu."
            + " no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is"
            + " not helpful for scheduling.",
        assertInstanceOf(JobState.WaitingForGpu.class, seen("gpu-missing")).why());
    assertTrue(
        assertInstanceOf(JobState.Pending.class, seen("image-missing"))
            .why()
            .startsWith("ImagePullBackOff: "));
  }

  @Test
  void anImageThatStaysMissingCannotStart() {
    assertInstanceOf(JobOutcome.CannotStart.class, seen("image-missing", Duration.ofMinutes(3)));
    assertInstanceOf(JobOutcome.CannotStart.class, seen("secret-missing", Duration.ofMinutes(3)));
    assertInstanceOf(
        JobState.WaitingForGpu.class, seen("gpu-missing", Duration.ofDays(3)), "waits for ever");
  }

  @Test
  void aPodThatWaitedLongForItsNodeIsGivenTimeForItsImage() {
    assertInstanceOf(JobState.Pending.class, seen("image-missing-late", Duration.ofSeconds(200)));
    assertInstanceOf(
        JobOutcome.CannotStart.class, seen("image-missing-late", Duration.ofMinutes(5)));
  }

  @Test
  void aSuspendedJobWaitsForAdmissionWhateverItsPodCameTo() {
    assertEquals(
        new JobState.Pending("", "The Job waits for admission in queue night."),
        seen("suspended-in-queue"));
    JobState waits = new JobState.Pending("", "The Job is suspended and waits for admission.");
    assertEquals(waits, seen("suspended-later"), "its pod left with 75 and is being deleted");
    assertEquals(waits, seen("suspended-later-pod-gone"));
  }

  @Test
  void aJobThatIsJustAdmittedHasNoPodOfItsOwnYet() {
    Job admitted = job("suspended-later").edit().editSpec().withSuspend(false).endSpec().build();
    Instant soon = Instant.parse(admitted.getMetadata().getCreationTimestamp()).plusSeconds(10);
    assertInstanceOf(
        JobState.Pending.class,
        Classification.of(admitted, pod("suspended-later"), Optional.empty(), soon));
  }

  @Test
  void aSuspendedJobThatIsAskedToStopHasStoppedOnceItsPodHasLeft() {
    Job stopped = job("suspended-stopped");
    Pod leaving = pod("stopping").orElseThrow();
    Instant asked = Instant.parse(leaving.getMetadata().getDeletionTimestamp());
    assertInstanceOf(
        JobState.Terminating.class,
        Classification.of(stopped, Optional.of(leaving), Optional.empty(), asked));
    assertInstanceOf(
        JobOutcome.Stopped.class,
        Classification.of(stopped, pod("stopped"), Optional.empty(), asked));
  }

  @Test
  void aQuotaThatForbidsThePodIsSaid() {
    String forbidden = "pods \"quota-1\" is forbidden: exceeded quota: none";
    JobObservation seen =
        Classification.of(job("quota"), Optional.empty(), Optional.of(forbidden), Instant.EPOCH);
    assertEquals(new JobState.Pending("", forbidden), seen);
  }

  @Test
  void theLastWordsOfAProcessAreKept() {
    JobOutcome.Exited said = assertInstanceOf(JobOutcome.Exited.class, seen("exit-1-said"));
    assertEquals(1, said.code());
    assertTrue(said.message().contains("NO_FACE"), said.message());
    JobOutcome.Exited unsaid = assertInstanceOf(JobOutcome.Exited.class, seen("exit-1-unsaid"));
    assertEquals("something went wrong\n", unsaid.message());
    assertEquals(75, assertInstanceOf(JobOutcome.Exited.class, seen("exit-75")).code());
  }

  @Test
  void aPodThatDoesNotEndIsLostAfterItsGrace() {
    Pod stuck = pod("stopping").orElseThrow();
    Job unasked = job("running");
    Instant deadline = Instant.parse(stuck.getMetadata().getDeletionTimestamp());
    assertInstanceOf(
        JobState.Terminating.class,
        Classification.of(unasked, Optional.of(stuck), Optional.empty(), deadline));
    Instant later = deadline.plus(Duration.ofMinutes(2));
    assertInstanceOf(
        JobOutcome.Lost.class,
        Classification.of(unasked, Optional.of(stuck), Optional.empty(), later));
    assertInstanceOf(
        JobOutcome.Stopped.class,
        Classification.of(job("stopping"), Optional.of(stuck), Optional.empty(), later),
        "this one was asked to stop");
  }
}
