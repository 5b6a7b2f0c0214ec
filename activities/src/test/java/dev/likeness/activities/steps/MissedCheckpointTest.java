package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.models.Trail;
import dev.likeness.activities.steps.CheckpointPublisher.Occasion;
import dev.likeness.activities.steps.ToyEngine.Fault;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is away for a while costs timed checkpoints, and not the training. */
class MissedCheckpointTest {
  private static final TrainingListener QUIET = new Quiet();

  @TempDir Path folder;

  private interface Work {
    void with(ToyHome home, StepTask task, Trainer trainer, CheckpointPublisher publisher)
        throws Exception;
  }

  private static final class Quiet implements TrainingListener {
    @Override
    public void onIteration(long iteration, Losses losses, double rate) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }

  private void train(Work work) throws Exception {
    var home = new ToyHome(folder, 4, 100);
    StepTask task = home.task(() -> false);
    TrainingConfig config =
        Json.MAPPER.treeToValue(task.parameters().path("training"), TrainingConfig.class);
    ModelLog log = home.log();
    try (var packs = TrainingPacks.make(task, config);
        Trainer trainer =
            Trainer.open(
                config,
                new ToyEngine(Fault.NAN, hash -> false),
                packs.source(),
                packs.target(),
                Optional.empty(),
                Optional.empty())) {
      var publisher =
          new CheckpointPublisher(
              task,
              config,
              log.claim(task.owner(), task.progress().name()),
              log.history(),
              new Trail(List.of()),
              0);
      work.with(home, task, trainer, publisher);
    }
  }

  @Test
  void aTimedCheckpointThatMeetsNoAnswerIsMissedAndTheNextIsPublished() throws Exception {
    train(
        (home, task, trainer, publisher) -> {
          home.storeIsAway(true);
          trainer.run(1, QUIET);
          publisher.publish(trainer, Occasion.DUE);
          trainer.run(2, QUIET);
          publisher.publish(trainer, Occasion.DUE);
          home.storeIsAway(false);
          trainer.run(3, QUIET);
          publisher.publish(trainer, Occasion.DUE);
          publisher.await();
          assertEquals(3, home.newest().orElseThrow().iteration());
          assertTrue(task.progress().note("missedCheckpoint").contains("no answer"));
        });
  }

  @Test
  void aStoreThatStaysAwayEndsTheRun() throws Exception {
    train(
        (home, _, trainer, publisher) -> {
          home.storeIsAway(true);
          int missed = 0;
          publisher.publish(trainer, Occasion.DUE);
          while (missed < 100) {
            try {
              publisher.publish(trainer, Occasion.DUE);
              missed++;
            } catch (StoreException.Unreachable away) {
              break;
            }
          }
          assertEquals(9, missed);
        });
  }

  @Test
  void theEndOfASegmentIsNeverMissed() throws Exception {
    train(
        (home, _, trainer, publisher) -> {
          home.storeIsAway(true);
          trainer.run(4, QUIET);
          publisher.publish(trainer, Occasion.SEGMENT);
          assertThrows(
              StoreException.Unreachable.class, () -> publisher.publish(trainer, Occasion.DUE));
        });
  }
}
