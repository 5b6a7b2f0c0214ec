package dev.likeness.model.training;

import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.DeviceException;
import dev.likeness.model.network.DeviceMemory;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Trains one model. All calls come from the thread that opened it. It owns the network's native
 * memory; the packs stay the caller's.
 */
public final class Trainer implements AutoCloseable {
  public static final int LEAST_FACES = 25;
  public static final int FEW_FACES = 250;

  private final TrainingSettings settings;
  private final Architecture architecture;
  private final Pack source;
  private final Pack target;
  private final Engine engine;
  private final int segment;
  private final Tensors weights;
  private final Moments moments;
  private final LossHistory history;
  private final long began;
  private final Divergence divergence;
  private final TrainingProgram program;
  private final List<Objective> objectives;
  private final List<String> warnings = new ArrayList<>();
  private Rollbacks rollbacks;
  private long iteration;
  private long foundFinite = -1;
  private double seconds;
  private final SavingThread saving = new SavingThread();
  private final Future<Snapshot> snapshot;

  /**
   * @param architecture what {@code settings} name; tests train smaller ones under the same name
   * @param segment iterations of a segment, after which its rollbacks are forgotten
   */
  Trainer(
      TrainingSettings settings,
      Architecture architecture,
      int segment,
      Engine engine,
      Pack source,
      Pack target,
      Optional<Path> from,
      Optional<Rollbacks> again)
      throws IOException {
    this.settings = settings;
    this.architecture = architecture;
    this.segment = segment;
    this.engine = engine;
    this.source = source;
    this.target = target;
    enough(Side.SOURCE, source);
    enough(Side.TARGET, target);
    weights = Tensors.of(architecture.parameters().values());
    moments = Moments.of(weights);
    try {
      if (from.isPresent()) {
        var reader = new CheckpointReader(from.get());
        history = goOn(reader, from.get());
        rollbacks = again.orElse(reader.checkpoint().wentBack());
        began = reader.checkpoint().began().orElse(0L);
      } else {
        StartingWeights.fill(architecture, settings.seed(), weights);
        history = new LossHistory();
        rollbacks = again.orElse(Rollbacks.NONE);
        began = 0;
      }
      divergence = new Divergence(history, began);
      program =
          DeviceMemory.watched(
              () ->
                  AccumulatedTraining.of(
                      engine, architecture, weights, settings.batch(), settings.atOnce()));
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
    // A gigabyte of room is made beside the first iterations, not at the first checkpoint.
    snapshot =
        saving.begin(
            () ->
                new Snapshot(engine, architecture, weights, settings.microBatch(), source, target));
  }

  /**
   * Keeps one moment of a training somewhere, on the trainer's saving thread; the snapshot is its
   * own until it returns.
   */
  @FunctionalInterface
  public interface Saving<T> {
    T save(Snapshot snapshot) throws IOException, InterruptedException;
  }

  /** Which parameters follow the gradients, and how. */
  private record Objective(List<String> group, Optimizer optimizer) {}

  /**
   * Starts a model, or goes on from a checkpoint.
   *
   * @param from folder of a checkpoint with the same settings
   * @param again after a rollback: the numbers to go on with instead of the checkpoint's
   * @throws TooFewFacesException when a side has fewer than {@link #LEAST_FACES}
   * @throws BrokenCheckpointException when the checkpoint is damaged or of another model
   * @throws DeviceException.OutOfMemory when the device has not enough for the faces of a part
   */
  public static Trainer open(
      TrainingConfig config,
      Pack source,
      Pack target,
      Optional<Path> from,
      Optional<Rollbacks> again)
      throws IOException {
    var engine = SameDiffEngine.on(config.trainedOn(), config.settings().threads());
    return open(config, engine, source, target, from, again);
  }

  /** The same on another engine, which has the threads that the settings name. */
  public static Trainer open(
      TrainingConfig config,
      Engine engine,
      Pack source,
      Pack target,
      Optional<Path> from,
      Optional<Rollbacks> again)
      throws IOException {
    TrainingSettings settings = config.settings();
    Architecture architecture = Architectures.named(settings.architecture());
    return new Trainer(
        settings, architecture, config.segment(), engine, source, target, from, again);
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

  public Rollbacks rollbacks() {
    return rollbacks;
  }

  public LossHistory history() {
    return history;
  }

  /**
   * Trains until so many iterations are done since the first, or a stop is requested.
   *
   * @throws SpoiledTrainingException when a loss is not finite or has exploded; this trainer is of
   *     no more use then, see {@link Rollbacks#next}
   * @throws InterruptedException when the thread is interrupted between iterations
   */
  public void run(long untilIteration, TrainingListener listener) throws InterruptedException {
    try (var batches = new BatchSource(settings, source, target, iteration + 1, rollbacks.all())) {
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
    Losses losses = DeviceMemory.watched(() -> program.run(batch.source(), batch.target()));
    if (!losses.finite()) {
      throw NonFiniteLossException.loss(iteration + 1, rollbacks, history);
    }
    for (Objective objective : objectives) {
      objective
          .optimizer()
          .step(weights, program.gradients(), moments, objective.group(), iteration + 1);
    }
    history.add(losses);
    iteration++;
    if (divergence.found()) {
      throw new DivergedException(iteration, rollbacks, history);
    }
    if (iteration % segment == 0) {
      requireFinite();
      rollbacks = rollbacks.settled();
    }
    return losses;
  }

  /** At every segment's end, so that going back is decided there and not by a timed checkpoint. */
  private void requireFinite() {
    if (iteration != foundFinite) {
      if (!weights.finite() || !moments.first().finite() || !moments.second().finite()) {
        throw NonFiniteLossException.state(iteration, rollbacks, history);
      }
      foundFinite = iteration;
    }
  }

  /**
   * Copies this moment out of the network and begins to save the copy; training may go on at once.
   * Waits for the saving before, whose copy this one overwrites. What fails is in the answer.
   *
   * @throws NonFiniteLossException when a weight or moment is not finite
   */
  public <T> Future<T> save(Saving<T> how) throws InterruptedException {
    saving.await();
    requireFinite();
    var state =
        new Checkpoint(
            settings,
            iteration,
            rollbacks.all(),
            Optional.of(rollbacks.segment()).filter(count -> count > 0),
            Optional.of(began).filter(count -> count > 0),
            source.faces(),
            target.faces(),
            engine.version(),
            Map.of());
    var observed = new Checkpoint.Observed(seconds);
    Snapshot copy = made(snapshot);
    copy.take(weights, moments, new Snapshot.Moment(state, observed, history.tensors()));
    return saving.begin(() -> how.save(copy));
  }

  /** Whether a saving is under way, so that {@link #save} would stand still. */
  public boolean saving() {
    return saving.busy();
  }

  /** Saves a checkpoint into a folder that does not exist yet. */
  public Future<Checkpoint> checkpoint(Path folder) throws InterruptedException {
    return save(copy -> copy.write(folder));
  }

  private static Snapshot made(Future<Snapshot> snapshot) throws InterruptedException {
    try {
      return snapshot.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError full) {
        throw full;
      }
      throw new IllegalStateException("There is no room for a copy of the weights.", e);
    }
  }

  /** Waits for what is being saved. */
  @Override
  public void close() {
    saving.closeAfter(
        () -> {
          if (snapshot.state() == Future.State.SUCCESS) {
            snapshot.resultNow().close();
          }
        });
    program.close();
    moments.close();
    weights.close();
  }
}
