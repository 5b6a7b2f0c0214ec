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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Waits for as long as it is asked to, in other words at every look. */
  private static final class WaitingRunner implements IdleRunner {
    private final AtomicLong clock = new AtomicLong();
    private int beats;
    private int looks;

    @Override
    public StepHandle startOrAdopt(StepRun run) {
      beats = 0;
      return new StepHandle(run.name(), "only");
    }

    @Override
    public StepObservation observe(StepHandle handle) {
      looks++;
      return new StepState(StepState.Phase.PENDING, "", "exceeded quota, look " + looks);
    }

    @Override
    public Optional<StepOutcome> await(StepHandle handle, Duration longest) {
      clock.addAndGet(longest.toNanos());
      beats++;
      return beats < BEATS ? Optional.empty() : Optional.of(new StepOutcome.Lost("Too late."));
    }
  }

  @Test
  void aWaitIsReportedAtTheNextLookAndNotAgainInOtherWords(@TempDir Path folder)
      throws InterruptedException {
    Home home = new Home(folder);
    home.prepare();
    try (EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(server.address())) {
      var runner = new WaitingRunner();
      var watcher =
          new RunWatcher(
              store,
              runner,
              WorkerSettings.cluster(Duration.ofMinutes(1), Map.of()),
              RunFigures.NONE,
              PreviewLinks.NONE,
              runner.clock::get);

      RunReport first = watcher.watch(RUN, progress -> {});
      assertEquals(RunState.RUNNING, first.state());
      assertTrue(first.progress().notes().getOrDefault("waits", "").startsWith("exceeded quota"));

      RunReport second = watcher.watch(RUN, progress -> {});
      assertEquals(RunState.FAILED, second.state(), "nothing is news until the run ends");
    }
  }
}
