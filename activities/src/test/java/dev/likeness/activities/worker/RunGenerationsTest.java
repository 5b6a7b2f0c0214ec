package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Manifest;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepResult;
import dev.likeness.workflows.StepSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose process makes one step and is lost, watched over a real store. */
final class RunGenerationsTest {
  private static final RunRequest FIRST =
      new RunRequest("job", "owner", "run", 0, List.of(step(0), step(1), step(2)));

  private static StepSpec step(int number) {
    return new StepSpec("extract", Map.of(), Map.of("from", number), "");
  }

  /** Makes the first step that is missing, leaves nonsense as its progress, and is gone. */
  private static final class OneStepRunner implements IdleRunner {
    private final ArtifactStore store;
    private final List<StepHandle> released = new ArrayList<>();

    OneStepRunner(ArtifactStore store) {
      this.store = store;
    }

    void make(StepOrder order) {
      store.commit(
          Manifest.of(
              order.kind(),
              order.version(),
              order.inputs(),
              order.parameters(),
              new Manifest.Result(Map.of(), Json.MAPPER.createObjectNode()),
              Json.MAPPER.createObjectNode()));
    }

    @Override
    public StepHandle startOrAdopt(StepRun run) {
      run.steps().stream()
          .filter(order -> store.find(order.key()).isEmpty())
          .findFirst()
          .ifPresent(this::make);
      store.progress(run.progressName()).put(new TextNode("nonsense"));
      return new StepHandle(run.name(), "only");
    }

    @Override
    public StepObservation observe(StepHandle handle) {
      return new StepOutcome.Lost("Gone.");
    }

    @Override
    public Optional<StepOutcome> await(StepHandle handle, Duration longest) {
      return Optional.of(new StepOutcome.Lost("Gone."));
    }

    @Override
    public void release(StepHandle handle) {
      released.add(handle);
    }
  }

  @Test
  void whatAnEarlierGenerationMadeIsNotReusedAndDamagedProgressFailsNothing(@TempDir Path folder)
      throws InterruptedException {
    Home home = new Home(folder);
    home.prepare();
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(server.address())) {
      var runner = new OneStepRunner(store);
      var told = new ToldFigures();
      runner.make(RequestedRun.of(FIRST).steps().getFirst());
      var watcher =
          new RunWatcher(store, runner, WorkerSettings.embedded(), told, PreviewLinks.NONE);

      RunReport lost = watcher.watch(FIRST, progress -> {});
      assertEquals(RunState.FAILED, lost.state());
      assertEquals(Progress.NONE, lost.progress());
      assertEquals(List.of(), runner.released, "its report may be asked for again");

      RunReport made = watcher.watch(FIRST.nextGeneration(), progress -> {});
      assertEquals(RunState.SUCCEEDED, made.state());
      assertEquals(
          List.of(true, false, false), made.results().stream().map(StepResult::reused).toList());
      assertEquals(2, runner.released.size(), "both generations");
      assertEquals(
          List.of(
              "extract of job: watches, created",
              "extract of job: FAILED",
              "extract of job: leaves",
              "extract of job: watches, created",
              "extract of job: SUCCEEDED",
              "extract of job: leaves"),
          told.events());
    }
  }

  @Test
  void aRunIsUnderTheProfileThatItsRequestNames() {
    assertEquals("plain", RequestedRun.of(FIRST).profile());
    var asked =
        new StepSpec(
            "train", Map.of(), Map.of(), "", Map.of("resources", Map.of("profile", "large")));
    var request = new RunRequest("job", "owner", "run", 0, List.of(asked));
    assertEquals("large", RequestedRun.of(request).profile());
    assertEquals(
        RequestedRun.of(request).key(),
        RequestedRun.of(
                new RunRequest(
                    "job",
                    "owner",
                    "run",
                    0,
                    List.of(new StepSpec("train", Map.of(), Map.of(), ""))))
            .key(),
        "what a step may use is no part of its key");
  }
}
