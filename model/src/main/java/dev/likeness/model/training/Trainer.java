package dev.likeness.model.training;

import dev.likeness.model.image.Picture;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one model. All calls come from the thread that opened it. It owns the network's native
 * memory; the packs stay the caller's.
 */
public final class Trainer implements AutoCloseable {
  public static final int LEAST_FACES = 25;
  public static final int FEW_FACES = 250;

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final TrainingSettings settings;
  private final Architecture architecture;
  private final Pack source;
  private final Pack target;
  private final Engine engine;
  private final long rollbacks;
  private final Tensors weights;
  private final Moments moments;
  private final LossHistory history;
  private final TrainingProgram program;
  private final List<Objective> objectives;
  private final List<String> warnings = new ArrayList<>();
  private long iteration;
  private double seconds;
  private Optional<FutureTask<Checkpoint>> writing = Optional.empty();

  private Trainer(
      TrainingSettings settings, Pack source, Pack target, Optional<Path> from, long rollbacks)
      throws IOException {
    this.settings = settings;
    this.source = source;
    this.target = target;
    architecture = Architectures.named(settings.architecture());
    enough(Side.SOURCE, source);
    enough(Side.TARGET, target);
    engine = new SameDiffEngine(settings.threads());
    weights = Tensors.of(architecture.parameters().values());
    moments = Moments.of(weights);
    try {
      if (from.isPresent()) {
        var reader = new CheckpointReader(from.get());
        history = goOn(reader, from.get());
        this.rollbacks = reader.checkpoint().rollbacks() + rollbacks;
      } else {
        StartingWeights.fill(architecture, settings.seed(), weights);
        history = new LossHistory();
        this.rollbacks = rollbacks;
      }
      program = engine.training(architecture, weights, settings.batch());
    } catch (IOException | RuntimeException e) {
      moments.close();
      weights.close();
      throw e;
    }
    var adam =
        new Adam(
            settings.learningRate(),
            settings.beta1(),
            settings.beta2(),
            settings.epsilon(),
            settings.threads());
    objectives = List.of(new Objective(List.copyOf(weights.names()), adam));
  }

  /** Which parameters follow the gradients, and how. */
  private record Objective(List<String> group, Optimizer optimizer) {}

  /**
   * Starts a model, or goes on from a checkpoint.
   *
   * @param from folder of a checkpoint with the same settings
   * @param newRollbacks times training went back to this checkpoint since it was written; each
   *     gives other random numbers from here on
   * @throws TooFewFacesException when a side has fewer than {@link #LEAST_FACES}
   * @throws BrokenCheckpointException when the checkpoint is damaged or of another model
   */
  public static Trainer open(
      TrainingConfig config, Pack source, Pack target, Optional<Path> from, long newRollbacks)
      throws IOException {
    return new Trainer(config.settings(), source, target, from, newRollbacks);
  }

  private void enough(Side side, Pack pack) {
    if (pack.faces() < LEAST_FACES) {
      throw new TooFewFacesException(side, pack.faces(), LEAST_FACES);
    }
    if (pack.faces() < FEW_FACES) {
      warnings.add(
          "The "
              + side.word()
              + " has only "
              + pack.faces()
              + " faces; with "
              + FEW_FACES
              + " or more the result is better.");
    }
  }

  private LossHistory goOn(CheckpointReader reader, Path from) throws IOException {
    Checkpoint before = reader.checkpoint();
    if (!before.settings().equals(settings)) {
      throw new BrokenCheckpointException(
          from
              + " was trained with other settings: "
              + before.settings()
              + " instead of "
              + settings
              + ". Start a new model, or train with the old settings.");
    }
    if (before.sourceFaces() != source.faces() || before.targetFaces() != target.faces()) {
      throw new BrokenCheckpointException(
          from
              + " was trained on other faces: "
              + before.sourceFaces()
              + " and "
              + before.targetFaces()
              + " instead of "
              + source.faces()
              + " and "
              + target.faces()
              + ". Start a new model, or train on the old faces.");
    }
    iteration = before.iteration();
    seconds = Checkpoint.observed(from).trainingSeconds();
    return reader.read(weights, moments);
  }

  /** What the user should know before it runs, such as few faces. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public Architecture architecture() {
    return architecture;
  }

  /** Iterations done since the first. */
  public long iteration() {
    return iteration;
  }

  /** Time spent in iterations, over all runs. */
  public double trainingSeconds() {
    return seconds;
  }

  public LossHistory history() {
    return history;
  }

  /**
   * Trains until so many iterations are done since the first, or a stop is requested.
   *
   * @throws NonFiniteLossException when a loss overflows; the weights before that step are kept
   * @throws InterruptedException when the thread is interrupted between iterations
   */
  public void run(long untilIteration, TrainingListener listener) throws InterruptedException {
    try (var batches = new BatchSource(settings, source, target, iteration + 1, rollbacks)) {
      double rate = 0;
      while (iteration < untilIteration && !listener.stopRequested()) {
        long start = System.nanoTime();
        Losses losses = step(batches.next());
        double took = (System.nanoTime() - start) / 1e9;
        seconds += took;
        rate = rate == 0 ? 1 / took : 0.9 * rate + 0.1 / took;
        listener.onIteration(iteration, losses, rate);
      }
    }
  }

  private Losses step(BatchSource.Batch batch) throws InterruptedException {
    Losses losses = program.run(batch.source(), batch.target());
    if (!losses.finite()) {
      throw new NonFiniteLossException(iteration + 1);
    }
    // A checkpoint is written from the live weights while the pass above only reads them.
    awaitWriting();
    for (Objective objective : objectives) {
      objective
          .optimizer()
          .step(weights, program.gradients(), moments, objective.group(), iteration + 1);
    }
    history.add(losses);
    iteration++;
    return losses;
  }

  private void awaitWriting() throws InterruptedException {
    if (writing.isPresent()) {
      FutureTask<Checkpoint> task = writing.get();
      writing = Optional.empty();
      try {
        task.get();
      } catch (ExecutionException e) {
        // Whoever asked for the checkpoint learns it from the task; training can go on.
        LOG.warn("A checkpoint could not be written.", e.getCause());
      }
    }
  }

  /**
   * Begins to write a checkpoint of this moment into a folder that does not exist yet, on another
   * thread. The next iteration computes meanwhile and only its last part, the optimiser, waits. The
   * folder appears when it is complete. The task's {@code get} gives the record, or what failed.
   */
  public FutureTask<Checkpoint> checkpoint(Path folder) throws InterruptedException {
    awaitWriting();
    var state =
        new Checkpoint(
            settings,
            iteration,
            rollbacks,
            source.faces(),
            target.faces(),
            engine.version(),
            Map.of());
    var observed = new Checkpoint.Observed(seconds);
    Tensors losses = history.tensors();
    Callable<Checkpoint> write =
        () -> {
          try (losses) {
            return new CheckpointWriter(weights, moments).write(folder, state, losses, observed);
          }
        };
    var task = new FutureTask<>(write);
    writing = Optional.of(task);
    Thread.ofPlatform().name("checkpoint").start(task);
    return task;
  }

  /** A sheet of 14 fixed faces a side as they come out now. */
  public Picture preview() {
    try (var predictor = Predictor.over(engine, architecture, weights, PreviewSheet.FACES)) {
      return PreviewSheet.draw(predictor, source, target);
    }
  }

  @Override
  public void close() {
    writing.ifPresent(
        task -> {
          try {
            awaitWriting();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    program.close();
    moments.close();
    weights.close();
  }
}
