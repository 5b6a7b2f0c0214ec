package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why the Job controller makes no pod for a Job, such as a quota that forbids it: said in events
 * only. Asked for seldom, since every second it would be the same.
 */
final class Refusals {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  private record Look(Instant when, Optional<String> why) {}

  Refusals(KubernetesClient client) {
    this.client = client;
  }

  /** The newest refusal of a Job's pod, up to ten seconds old. */
  Optional<String> of(JobHandle job, Instant now) {
    Look last = looks.get(job.uid());
    if (last != null && last.when().plus(BETWEEN_LOOKS).isAfter(now)) {
      return last.why();
    }
    Optional<String> why = look(job);
    looks.put(job.uid(), new Look(now, why));
    return why;
  }

  void forget(JobHandle job) {
    looks.remove(job.uid());
  }

  private Optional<String> look(JobHandle job) {
    try {
      return client
          .v1()
          .events()
          .inNamespace(client.getNamespace())
          .withField("involvedObject.uid", job.uid())
          .list()
          .getItems()
          .stream()
          .filter(event -> "FailedCreate".equals(event.getReason()))
          .max(Comparator.comparing(Refusals::time))
          .map(Event::getMessage);
    } catch (KubernetesClientException silent) {
      // A hint for people: without it the Job waits all the same.
      return Optional.empty();
    }
  }

  private static String time(Event event) {
    return Objects.toString(event.getLastTimestamp(), "");
  }
}
