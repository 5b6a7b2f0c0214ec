package dev.likeness.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static Event event(String job, String time, String message) {
    return new EventBuilder()
        .withReason("FailedCreate")
        .withMessage(message)
        .withLastTimestamp(time)
        .withNewInvolvedObject()
        .withKind("Job")
        .withUid(job)
        .endInvolvedObject()
        .build();
  }

  @Test
  void theNewestRefusalOfEachJobCounts() {
    assertEquals(
        Map.of("one", "exceeded quota: gpu", "two", "exceeded quota: cpu"),
        Refusals.newest(
            List.of(
                event("one", "2026-01-01T10:00:05Z", "exceeded quota: gpu"),
                event("two", "2026-01-01T10:00:00Z", "exceeded quota: cpu"),
                event("one", "2026-01-01T10:00:00Z", "exceeded quota: memory"))));
  }
}
