package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StoreObserver;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.StepResult;
import dev.likeness.workflows.StepSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunResultsTest {
  private static final StepRun RUN =
      RequestedRun.of(new RunRequest("job", "owner", "run", 0, List.of(step(0), step(1))));

  private static StepSpec step(int number) {
    return new StepSpec("extract", Map.of(), Map.of("from", number), "");
  }

  private static final class Requests implements StoreObserver {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public void asked(Operation operation, Answer answer, Duration took) {
      asked.incrementAndGet();
    }

    @Override
    public void moved(Direction direction, long bytes) {}

    @Override
    public void askedAgain() {}

    @Override
    public void foundDead() {}

    int sinceLast() {
      return asked.getAndSet(0);
    }
  }

  private static void make(ArtifactStore store, StepOrder order) {
    byte[] records = order.key().hex().getBytes(StandardCharsets.UTF_8);
    store.commit(
        Manifest.of(
            order.kind(),
            order.version(),
            order.inputs(),
            order.parameters(),
            new Manifest.Result(
                Map.of("records", store.put(records)), Json.MAPPER.createObjectNode()),
            Json.MAPPER.createObjectNode()));
  }

  @Test
  void theStoreIsAskedForWhatIsNotThereYetOnly(@TempDir Path folder) {
    Home home = new Home(folder);
    home.prepare();
    var requests = new Requests();
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore steps = ArtifactStore.prepare(server.address());
        ArtifactStore store = ArtifactStore.prepare(server.address(), requests)) {
      var seen = new RunResults(store);
      make(steps, RUN.steps().getFirst());
      var _ = requests.sinceLast(); // of preparing

      assertEquals(Optional.empty(), seen.of(RUN));
      assertEquals(3, requests.sinceLast(), "a manifest, its blob, and one that is not there");
      assertEquals(Optional.empty(), seen.of(RUN));
      assertEquals(1, requests.sinceLast(), "the one that was not there");

      make(steps, RUN.steps().getLast());
      assertEquals(
          Optional.of(List.of(true, false)),
          seen.of(RUN).map(all -> all.stream().map(StepResult::reused).toList()));
      assertEquals(2, requests.sinceLast());
      assertEquals(2, seen.of(RUN).orElseThrow().size());
      assertEquals(0, requests.sinceLast());

      seen.forgetResults(RUN);
      assertEquals(
          Optional.of(List.of(true, false)),
          seen.of(RUN).map(all -> all.stream().map(StepResult::reused).toList()));
      assertEquals(4, requests.sinceLast(), "all are asked for anew for another generation");
    }
  }
}
