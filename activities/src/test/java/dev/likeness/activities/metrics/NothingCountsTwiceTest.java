package dev.likeness.activities.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.worker.RunFigures;
import dev.likeness.activities.worker.RunFigures.Beginning;
import dev.likeness.activities.worker.RunFigures.Run;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Workers take turns at watching one run whose process is started anew now and then: however they
 * do, together they count no frame that was not worked on, and one worker alone counts them all.
 */
final class NothingCountsTwiceTest {
  private static final Run RUN = new Run("step-1", "key-1", "film", "extract");

  private record Worker(MeterRegistry registry, RunFigures figures) {
    double counted() {
      return Figure.FRAMES.counter(registry, "extract").count();
    }
  }

  /** A run, its process, and workers that watch it. */
  private static final class Play {
    final Random random;
    final List<Worker> workers = new ArrayList<>();
    private final TreeSet<Integer> knowing = new TreeSet<>();
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private double began = 1_000_000;
    private long done;
    private long worked;
    private Progress object = Progress.NONE;

    Play(long seed, int workers) {
      random = new Random(seed);
      for (int i = 0; i < workers; i++) {
        var registry = new SimpleMeterRegistry();
        this.workers.add(new Worker(registry, new RunMeters(registry, () -> now)));
      }
    }

    private double seconds() {
      return now.toEpochMilli() / 1e3;
    }

    /** The process works for some seconds and may tell of it. */
    private void work(int most) {
      now = now.plus(Duration.ofMillis(1 + random.nextInt(1000 * most)));
      long frames = random.nextInt(10);
      done += frames;
      worked += frames;
      if (random.nextBoolean()) {
        object =
            new Progress(
                done,
                1000,
                "frames",
                1,
                Map.of("began", began, "seconds", seconds() - began),
                Map.of());
      }
    }

    private void dieAndBeginAnew() {
      now = now.plusSeconds(1);
      began = seconds();
      done = 0;
    }

    private void slice(int worker) {
      RunFigures figures = workers.get(worker).figures();
      Optional<Beginning> first =
          knowing.add(worker)
              ? Optional.of(new Beginning(knowing.size() == 1, object))
              : Optional.empty();
      figures.watches(RUN, first);
      figures.told(RUN, object);
      int looks = 1 + random.nextInt(12);
      for (int look = 0; look < looks; look++) {
        work(5);
        // Never less than five seconds between two looks, as in RunWatcher.
        now = now.plusSeconds(5);
        if (random.nextInt(10) > 0) {
          figures.told(RUN, object);
        }
      }
      figures.reports(RUN, new RunReport(RunState.RUNNING, List.of(), object, Optional.empty()));
      figures.leaves(RUN);
    }

    private double counted() {
      return workers.stream().mapToDouble(Worker::counted).sum();
    }
  }

  @Test
  void workersThatTakeTurnsCountNoFrameTwice() {
    for (long seed = 0; seed < 200; seed++) {
      var play = new Play(seed, 1 + (int) (seed % 4));
      for (int turn = 0; turn < 20; turn++) {
        play.slice(play.random.nextInt(play.workers.size()));
        play.work(8);
        if (play.random.nextInt(8) == 0) {
          play.dieAndBeginAnew();
        }
        assertTrue(
            play.counted() <= play.worked,
            () -> "counted " + play.counted() + " of " + play.worked);
      }
      assertTrue(play.counted() > 0);
    }
  }

  @Test
  void oneWorkerAloneCountsEveryFrameThatWasToldOf() {
    for (long seed = 0; seed < 50; seed++) {
      var play = new Play(seed, 1);
      for (int turn = 0; turn < 10; turn++) {
        play.slice(0);
      }
      assertEquals((double) play.object.done(), play.counted());
    }
  }
}
