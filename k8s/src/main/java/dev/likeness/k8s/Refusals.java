package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why the Job controller makes no pod for a Job, such as a quota that forbids it: said in events
 * only. Asked for seldom, since every second it would be the same, and for all Jobs at once, since
 * in a full cluster many wait.
 */
final class Refusals {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Look last = new Look(Instant.MIN, Map.of());

  /**
   * @param why by the Job's uid
   */
  private record Look(Instant when, Map<String, String> why) {
    boolean isOlderThan(Duration age, Instant now) {
      return when.isBefore(now.minus(age));
    }
  }

  Refusals(KubernetesClient client) {
    this.client = client;
  }

  /** The newest refusal of a Job's pod, some ten seconds old at most. */
  Optional<String> of(JobHandle job, Instant now) {
    if (last.isOlderThan(BETWEEN_LOOKS, now) && looking.tryLock()) {
      try {
        // A hint for people: without an answer the Job waits all the same, for what was known.
        last = new Look(now, events().map(Refusals::newest).orElse(last.why()));
      } finally {
        looking.unlock();
      }
    }
    return Optional.ofNullable(last.why().get(job.uid()));
  }

  private Optional<List<Event>> events() {
    try {
      return Optional.of(
          client
              .v1()
              .events()
              .inNamespace(client.getNamespace())
              .withField("involvedObject.kind", "Job")
              .withField("reason", "FailedCreate")
              .list()
              .getItems());
    } catch (KubernetesClientException silent) {
      return Optional.empty();
    }
  }

  /** The newest message of each Job. */
  static Map<String, String> newest(List<Event> events) {
    return events.stream()
        .filter(event -> event.getInvolvedObject().getUid() != null)
        .collect(
            Collectors.toMap(
                event -> event.getInvolvedObject().getUid(),
                Function.identity(),
                BinaryOperator.maxBy(Comparator.comparing(Refusals::time))))
        .entrySet()
        .stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, newest -> Objects.toString(newest.getValue().getMessage(), "")));
  }

  private static String time(Event event) {
    return Objects.toString(event.getLastTimestamp(), "");
  }
}
