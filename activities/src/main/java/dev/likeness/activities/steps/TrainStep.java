package dev.likeness.activities.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.model.json.Json;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.NonFiniteLossException;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Trains a model to a fixed iteration, or for a time, in segments. Every segment ends in a
 * checkpoint that is a result of its own, so that asking for fewer iterations later finds them;
 * between, checkpoints are timed.
 */
public final class TrainStep {
  /** Parts of the training section that nobody writes: what the same words meant when planned. */
  public static final String ARCHITECTURE_VERSION = "architectureVersion";

  public static final String STEP_VERSION = "stepVersion";

  /** How often a segment is tried again with other random numbers when its loss is not finite. */
  static final int ROLLBACKS = 3;

  private TrainStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    TrainingConfig config = config(task);
    var log = ModelLog.of(task.store(), task.text("model"));
    LogWriter claim = log.claim(task.owner());
    task.progress().figure("resumes", (double) (log.claims() - 1));
    try (var packs = TrainingPacks.make(task, config);
        var publisher = new CheckpointPublisher(task, config, claim)) {
      var starts = new StartingPoints(task, config, log);
      Optional<Path> from = starts.fetch(packs, false);
      int rollbacks = 0;
      long boundary = -1;
      while (true) {
        task.progress().figure("rollbacks", (double) (rollbacksBefore(from) + rollbacks));
        try (Trainer trainer =
            Trainer.open(config, packs.source(), packs.target(), from, rollbacks)) {
          var session = new TrainingSession(task, config, trainer, publisher);
          Optional<StepOutcome> outcome = session.run();
          publisher.await();
          return outcome.orElseGet(StepOutcome.Stopped::new);
        } catch (NonFiniteLossException e) {
          publisher.await();
          from = starts.fetch(packs, true);
          long reached = from.isPresent() ? Checkpoint.read(from.get()).iteration() : 0;
          // A later checkpoint counts the earlier segments' rollbacks itself.
          rollbacks = reached > boundary ? 1 : rollbacks + 1;
          boundary = reached;
          if (rollbacks > ROLLBACKS) {
            throw e;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Training was interrupted.", e);
    }
  }

  private static long rollbacksBefore(Optional<Path> from) throws IOException {
    return from.isPresent() ? Checkpoint.read(from.get()).rollbacks() : 0;
  }

  /** How to train, without the versions, which are there for the key. */
  private static TrainingConfig config(StepTask task) throws JsonProcessingException {
    if (!(task.parameters().path("training").deepCopy() instanceof ObjectNode training)) {
      throw new IllegalArgumentException("The step has no section training.");
    }
    training.remove(List.of(ARCHITECTURE_VERSION, STEP_VERSION));
    return Json.MAPPER.treeToValue(training, TrainingConfig.class);
  }
}
