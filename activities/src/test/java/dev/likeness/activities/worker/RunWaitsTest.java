package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose pod is not made, watched over a real store. */
final class RunWaitsTest {
  private static final RunRequest RUN =
      new RunRequest(
          "job", "owner", "run", 0, List.of(new StepSpec("extract", Map.of(), Map.of(), "")));

  /** More seconds than pass between two looks, and fewer than a slice has. */
  private static final int BEATS = 8;

  /** A slice, of which there are several before the run ends. */
  private static final Duration SHORT = Duration.ofSeconds(BEATS / 4);

  /** Waits for as long as it is asked to, in other words at every look. */
  private static final class WaitingRunner implements IdleRunner {
    private final AtomicLong clock = new AtomicLong();
    private final boolean isThere;
    private final boolean saysTheSame;
    private final List<String> released = new ArrayList<>();
    private int beats;
    private int looks;

    /**
     * @param isThere whether what waits could be made
     * @param saysTheSame whether it waits for the same, in the same words, all the time
     */
    WaitingRunner(boolean isThere, boolean saysTheSame) {
      this.isThere = isThere;
      this.saysTheSame = saysTheSame;
    }

    @Override
    public StepHandle startOrAdopt(StepRun run) {
      beats = 0;
      return new StepHandle(run.name(), "only");
    }

    @Override
    public StepObservation observe(StepHandle handle) {
      looks++;
      String why = saysTheSame ? "exceeded quota" : "exceeded quota, look " + looks;
      return new StepState(StepState.Phase.PENDING, "", why);
    }

    @Override
    public Optional<StepOutcome> await(StepHandle handle, Duration longest) {
      clock.addAndGet(longest.toNanos());
      beats++;
      return beats < BEATS ? Optional.empty() : Optional.of(new StepOutcome.Lost("Too late."));
    }

    @Override
    public void release(StepHandle handle) {
      released.add(handle.name());
    }

    @Override
    public Optional<StepHandle> find(StepRun run) {
      return isThere ? Optional.of(new StepHandle(run.name(), "only")) : Optional.empty();
    }
  }

  @Test
  void aWaitIsReportedAtTheNextLookAndNotAgainInOtherWords(@TempDir Path folder)
      throws InterruptedException {
    watched(
        folder,
        Duration.ofMinutes(1),
        new WaitingRunner(true, false),
        watcher -> {
          RunReport first = watcher.watch(RUN, progress -> {});
          assertEquals(RunState.RUNNING, first.state());
          assertTrue(
              first.progress().notes().getOrDefault("waits", "").startsWith("exceeded quota"));

          RunReport second = watcher.watch(RUN, progress -> {});
          assertEquals(RunState.FAILED, second.state(), "nothing is news until the run ends");
        });
  }

  @Test
  void aRunThatGoesOnWaitingForTheSameIsReportedMoreSeldom(@TempDir Path folder)
      throws InterruptedException {
    assertEquals(RunState.FAILED, secondReport(folder, new WaitingRunner(true, true)));
  }

  @Test
  void aRunThatWaitsForSomethingElseIsReportedWithTheNextSlice(@TempDir Path folder)
      throws InterruptedException {
    assertEquals(RunState.RUNNING, secondReport(folder, new WaitingRunner(true, false)));
  }

  @Test
  void aRunThatCouldNotBeMadeIsAskedForAgainWithEachSlice(@TempDir Path folder)
      throws InterruptedException {
    assertEquals(RunState.RUNNING, secondReport(folder, new WaitingRunner(false, true)));
  }

  @Test
  void aRunThatIsGoneIsForgottenOnceNobodyHasAskedForItInAWhile(@TempDir Path folder)
      throws InterruptedException {
    var runner = new WaitingRunner(true, true);
    watched(
        folder,
        SHORT,
        runner,
        watcher -> {
          assertEquals(RunState.RUNNING, watcher.watch(RUN, progress -> {}).state());
          watcher.forgetAllBut(Set.of());
          assertEquals(1, watcher.kept().size());
          runner.clock.addAndGet(Duration.ofHours(1).toNanos());
          String name = RequestedRun.of(RUN).name();
          watcher.forgetAllBut(Set.of(name));
          assertEquals(1, watcher.kept().size());
          assertEquals(List.of(), runner.released);
          watcher.forgetAllBut(Set.of());
          assertEquals(List.of(), watcher.kept());
          assertEquals(List.of(name), runner.released);
        });
  }

  private static RunState secondReport(Path folder, WaitingRunner runner)
      throws InterruptedException {
    var reports = new ArrayList<RunState>();
    watched(
        folder,
        SHORT,
        runner,
        watcher -> {
          reports.add(watcher.watch(RUN, progress -> {}).state());
          reports.add(watcher.watch(RUN, progress -> {}).state());
        });
    assertEquals(RunState.RUNNING, reports.getFirst());
    return reports.getLast();
  }

  /** Watches a run. */
  private interface Watching {
    void with(RunWatcher watcher) throws InterruptedException;
  }

  private static void watched(Path folder, Duration slice, WaitingRunner runner, Watching watching)
      throws InterruptedException {
    Home home = new Home(folder);
    home.prepare();
    WorkerSettings usual = WorkerSettings.cluster(Duration.ofMinutes(1), Map.of());
    var settings =
        new WorkerSettings(
            slice,
            usual.grace(),
            usual.sweep(),
            usual.orphanGrace(),
            usual.profiles(),
            usual.bounds(),
            usual.previews());
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(server.address())) {
      watching.with(
          new RunWatcher(
              store, runner, settings, RunFigures.NONE, PreviewLinks.NONE, runner.clock::get));
    }
  }
}
