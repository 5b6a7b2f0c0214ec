package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.runner.Sweepable;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on for ever, and what becomes of them when their workflows end or stop them. */
final class OrphanSweeperTest {
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final WorkerSettings GLANCE =
      new WorkerSettings(
          Duration.ofMillis(1),
          Duration.ofMinutes(1),
          GRACE,
          GRACE,
          Map.of(),
          Map.of(),
          Optional.empty());

  private final Map<String, Owners.Standing> standings = new HashMap<>();
  private final EndlessRunner runner = new EndlessRunner();
  private Instant now = Instant.EPOCH;
  private int swept;
  private EmbeddedStore server;
  private ArtifactStore store;
  private RunWatcher watcher;
  private OrphanSweeper sweeper;

  @BeforeEach
  void watchOverAStore(@TempDir Path folder) {
    Home home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
    watcher = new RunWatcher(store, runner, GLANCE, RunFigures.NONE, PreviewLinks.NONE);
    sweeper =
        new OrphanSweeper(
            watcher,
            (workflow, firstRun) -> standings.getOrDefault(workflow, Owners.Standing.OPEN),
            GRACE,
            () -> now,
            () -> swept++);
  }

  @AfterEach
  void close() {
    sweeper.close();
    store.close();
    server.close();
  }

  /** Its runs end when they are stopped. */
  private static final class EndlessRunner implements IdleRunner {
    private final List<String> started = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private final List<String> released = new ArrayList<>();

    @Override
    public StepHandle startOrAdopt(StepRun run) {
      if (!started.contains(run.name())) {
        started.add(run.name());
      }
      return new StepHandle(run.name(), "only");
    }

    @Override
    public StepObservation observe(StepHandle handle) {
      return stopped.contains(handle.name()) ? new StepOutcome.Stopped(true) : StepState.RUNNING;
    }

    @Override
    public Optional<StepOutcome> await(StepHandle handle, Duration longest) {
      return observe(handle) instanceof StepOutcome ended ? Optional.of(ended) : Optional.empty();
    }

    @Override
    public void stop(StepHandle handle, Duration grace) {
      stopped.add(handle.name());
    }

    @Override
    public void release(StepHandle handle) {
      released.add(handle.name());
    }

    @Override
    public Optional<StepHandle> find(StepRun run) {
      return started.contains(run.name())
          ? Optional.of(new StepHandle(run.name(), "only"))
          : Optional.empty();
    }
  }

  private static RunRequest of(String owner) {
    var step = new StepSpec("extract", Map.of(), Map.of("from", 0), "");
    return new RunRequest("job", owner, "run", 0, List.of(step));
  }

  private static String name(RunRequest request) {
    return RequestedRun.of(request).name();
  }

  private RunReport watch(RunRequest request) throws InterruptedException {
    return watcher.watch(request, progress -> {});
  }

  private void sweepAfter(Duration time) {
    now = now.plus(time);
    sweeper.sweep();
  }

  @Test
  void aRunWhoseWorkflowHasEndedIsStoppedAfterTheGraceAndThenForgotten() throws Exception {
    watch(of("ended"));
    watch(of("open"));
    standings.put("ended", Owners.Standing.CLOSED);
    sweeper.sweep();
    assertEquals(List.of(), runner.stopped);
    sweepAfter(GRACE.minusMillis(1));
    assertEquals(List.of(), runner.stopped);
    sweepAfter(Duration.ofMillis(1));
    assertEquals(List.of(name(of("ended"))), runner.stopped);
    sweepAfter(Duration.ofSeconds(5));
    assertEquals(List.of(name(of("ended"))), runner.released);
    assertEquals(1, swept, "though it was stopped first, and forgotten later");
    assertEquals(List.of("open"), watcher.kept().stream().map(Sweepable.Kept::workflow).toList());
  }

  @Test
  void nothingIsStoppedWhenTemporalDoesNotAnswer() throws Exception {
    watch(of("job"));
    standings.put("job", Owners.Standing.CLOSED);
    sweeper.sweep();
    standings.put("job", Owners.Standing.UNKNOWN);
    sweepAfter(GRACE.multipliedBy(2));
    standings.put("job", Owners.Standing.CLOSED);
    sweepAfter(GRACE);
    assertEquals(List.of(), runner.stopped, "the grace begins anew");
    sweepAfter(GRACE);
    assertEquals(List.of(name(of("job"))), runner.stopped);
  }

  @Test
  void aRunThatIsStoppedBeforeItsProcessExistsNeverStarts() throws Exception {
    watcher.stop(of("job"), progress -> {});
    assertEquals(RunState.STOPPED, watch(of("job")).state());
    assertEquals(List.of(), runner.started);
    assertEquals(RunState.RUNNING, watch(of("job").nextGeneration()).state());
  }
}
