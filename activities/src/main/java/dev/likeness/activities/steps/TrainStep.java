package dev.likeness.activities.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelHistory;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.models.Ran;
import dev.likeness.activities.models.Trail;
import dev.likeness.activities.steps.CheckpointPublisher.Occasion;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.Rollbacks;
import dev.likeness.model.training.SpoiledTrainingException;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a model to a fixed iteration, or for a time, in segments. Every segment ends in a
 * checkpoint that is a result of its own, so that asking for fewer iterations later finds them;
 * between, checkpoints are timed.
 */
public final class TrainStep {
  /** Parts of the training section that nobody writes: what the same words meant when planned. */
  public static final String ARCHITECTURE_VERSION = "architectureVersion";

  public static final String STEP_VERSION = "stepVersion";

  /** How often a segment is tried again with other random numbers when its training goes wrong. */
  static final int ROLLBACKS = 3;

  /** The progress note of a training that has moved. */
  static final String MOVED = "moved";

  /** The only option of the section that a condition holds; others say where the step runs. */
  private static final String CADENCE = "checkpointMinutes";

  private static final Logger LOG = LoggerFactory.getLogger(TrainStep.class);

  private TrainStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    return run(task, config -> SameDiffEngine.on(config.trainedOn(), config.settings().threads()));
  }

  /** The same on another engine. */
  static StepOutcome run(StepTask task, Function<TrainingConfig, Engine> engines)
      throws IOException {
    TrainingConfig config = config(task);
    var log = ModelLog.of(task.store(), task.text("model"));
    LogWriter claim = log.claim(task.owner(), task.progress().name());
    ModelHistory history = log.history();
    task.progress().figure("resumes", (double) (history.claims() - 1));
    Engine engine = engines.apply(config);
    try (var packs = TrainingPacks.make(task, config)) {
      var starts = new StartingPoints(task, config, log);
      Opening opening =
          (from, again) ->
              Trainer.open(config, engine, packs.source(), packs.target(), from, again);
      Optional<Path> from = starts.fetch(packs, false);
      Optional<Rollbacks> again = Optional.empty();
      long redone = new RedoneIterations(task.store(), history).whenStartingFrom(iteration(from));
      task.progress().figure(ModelHistory.REDONE, (double) redone);
      var publisher =
          new CheckpointPublisher(
              task, config, claim, history, trail(task, starts, engine), redone);
      while (true) {
        try (Trainer trainer = opening.open(from, again)) {
          return way(task, config, trainer, publisher, again.isPresent());
        } catch (SpoiledTrainingException e) {
          publisher.await();
          from = starts.fetch(packs, true);
          if (e.rollbacks().segment() >= ROLLBACKS) {
            try (Trainer trainer = opening.open(from, Optional.of(e.rollbacks()))) {
              publisher.last(trainer);
            }
            throw e;
          }
          again = Optional.of(e.rollbacks().next());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Training was interrupted.", e);
    }
  }

  /** Says so when the training has moved to another program or machine. */
  private static Trail trail(StepTask task, StartingPoints starts, Engine engine) {
    Optional<ModelLog.Checkpoint> from = starts.taken();
    long iteration = from.map(ModelLog.Checkpoint::iteration).orElse(0L);
    Trail trail = Trail.of(from).and(Ran.here(iteration, engine.version()));
    trail
        .moved()
        .ifPresent(
            sentence -> {
              LOG.warn(sentence);
              task.progress().note(MOVED, sentence);
            });
    return trail;
  }

  private interface Opening {
    Trainer open(Optional<Path> from, Optional<Rollbacks> again) throws IOException;
  }

  /**
   * Trains until the end, a stop, or until it goes wrong. After a rollback the place that training
   * went back to becomes the newest checkpoint at once: nobody shall go on from the way that went
   * wrong, and who is killed here goes on with the same random numbers.
   */
  private static StepOutcome way(
      StepTask task,
      TrainingConfig config,
      Trainer trainer,
      CheckpointPublisher publisher,
      boolean wentBack)
      throws IOException, InterruptedException {
    task.progress().figure(RunFigure.ROLLBACKS, (double) trainer.rollbacks().all());
    if (wentBack) {
      publisher.publish(trainer, Occasion.DUE);
      publisher.await();
    }
    var session = new TrainingSession(task, config, trainer, publisher);
    Optional<StepOutcome> outcome = session.run();
    publisher.await();
    return outcome.orElseGet(StepOutcome.Stopped::new);
  }

  private static long iteration(Optional<Path> from) throws IOException {
    return from.isPresent() ? Checkpoint.read(from.get()).iteration() : 0;
  }

  private static TrainingConfig config(StepTask task) throws JsonProcessingException {
    ObjectNode training = section(task.parameters());
    if (task.conditions().has(CADENCE)) {
      training.set(CADENCE, task.conditions().get(CADENCE));
    }
    return Json.MAPPER.treeToValue(training, TrainingConfig.class);
  }

  /** How to train, without the versions, which are there for the key. */
  private static ObjectNode section(JsonNode parameters) {
    if (!(parameters.path("training").deepCopy() instanceof ObjectNode training)) {
      throw new IllegalArgumentException("The step has no section training.");
    }
    return training.remove(List.of(ARCHITECTURE_VERSION, STEP_VERSION));
  }

  /** The micro-batch with half the faces at once of a train step; empty when those are one. */
  public static Optional<Integer> halved(JsonNode parameters) {
    return Json.MAPPER.convertValue(section(parameters), TrainingConfig.class).settings().halved();
  }
}
