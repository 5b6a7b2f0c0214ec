package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.models.ModelHistory;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.workflows.Progress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A train step in a real process that is killed, and stopped, as the system would do it. */
class TrainStepIT {
  private static final int NEVER = 1_000_000;

  @TempDir Path folder;

  @Test
  void whatAKillCostIsCountedAndSurvivesTheNextOne() throws Exception {
    try (var place = new TrainingPlace(folder)) {
      long redone = 0;
      for (int generation = 1; generation <= 2; generation++) {
        StepRun run = place.run(generation, NEVER, NEVER);
        StepHandle handle = place.start(run);
        Progress begun = place.await(run, handle, progress -> progress.done() > 0);
        assertEquals(redone, figure(begun, ModelHistory.REDONE));
        place.await(run, handle, progress -> aheadOfCheckpoint(place, progress));
        place.kill(handle);
        redone += place.progress(run).done() - newest(place).iteration();
        assertTrue(redone > 0);
      }
      StepRun last = place.run(3, NEVER, NEVER);
      StepHandle handle = place.start(last);
      Progress begun = place.await(last, handle, progress -> progress.done() > 0);
      assertEquals(redone, figure(begun, ModelHistory.REDONE));
      assertEquals(2, figure(begun, "resumes"));
      assertEquals(new StepOutcome.Stopped(true), place.stop(handle));

      Progress stopped = place.progress(last);
      assertEquals(stopped.done(), newest(place).iteration(), "SIGTERM makes a checkpoint");
      assertEquals(redone, ((Number) value(place, ModelHistory.REDONE)).longValue());
      assertEquals(true, value(place, ModelHistory.ENDED));
      assertEquals(2, place.log().history().failures());

      StepRun again = place.run(4, stopped.done() + 1, NEVER);
      place.toTheEnd(again);
      assertEquals(redone, figure(place.progress(again), ModelHistory.REDONE));
      assertEquals(2, place.log().history().failures(), "an orderly stop is no failure");
      assertTrue(figure(place.progress(again), "checkpointEverySeconds") > 0);
      assertTrue(figure(place.progress(again), "secondsBetweenFailures") > 0);
      assertTrue(place.progress(again).figures().getOrDefault("saveSeconds", 0.0) > 0);
    }
  }

  private static boolean aheadOfCheckpoint(TrainingPlace place, Progress progress) {
    return progress.notes().containsKey("checkpoint")
        && place.log().newest().filter(newest -> progress.done() > newest.iteration()).isPresent();
  }

  private static ModelLog.Checkpoint newest(TrainingPlace place) {
    return place.log().newest().orElseThrow();
  }

  private static Object value(TrainingPlace place, String name) {
    return Optional.ofNullable(newest(place).values().get(name)).orElseThrow();
  }

  private static long figure(Progress progress, String name) {
    return Math.round(Optional.ofNullable(progress.figures().get(name)).orElseThrow());
  }
}
