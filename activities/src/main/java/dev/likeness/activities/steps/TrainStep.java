package dev.likeness.activities.steps;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.model.training.NonFiniteLossException;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Trains a model to a fixed iteration, or for a time, in segments. Every segment ends in a
 * checkpoint that is a result of its own, so that asking for fewer iterations later finds them;
 * between, checkpoints are timed.
 */
final class TrainStep {
  /** How often a segment is tried again with other random numbers when its loss is not finite. */
  static final int ROLLBACKS = 3;

  private TrainStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    TrainingConfig config = task.section("training", TrainingConfig.class);
    var log = ModelLog.of(task.store(), task.text("model"));
    LogWriter claim = log.claim(task.owner());
    try (var packs = TrainingPacks.make(task, config);
        var publisher = new CheckpointPublisher(task, config, claim)) {
      var starts = new StartingPoints(task, config, log);
      int rollbacks = 0;
      while (true) {
        Optional<Path> from = starts.fetch(packs, rollbacks);
        try (Trainer trainer =
            Trainer.open(config, packs.source(), packs.target(), from, rollbacks)) {
          var session = new TrainingSession(task, config, trainer, publisher);
          Optional<StepOutcome> outcome = session.run();
          publisher.await();
          return outcome.orElseGet(StepOutcome.Stopped::new);
        } catch (NonFiniteLossException e) {
          publisher.await();
          if (++rollbacks > ROLLBACKS) {
            throw e;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Training was interrupted.", e);
    }
  }
}
