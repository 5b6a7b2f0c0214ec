package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelHistory;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.models.Trail;
import dev.likeness.activities.store.Append;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Content;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Device;
import dev.likeness.model.network.Losses;
import dev.likeness.model.network.TensorFile;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.CheckpointCadence;
import dev.likeness.model.training.LossHistory;
import dev.likeness.model.training.Snapshot;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingSettings;
import dev.likeness.model.video.StillPicture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings checkpoints into the store beside training, one at a time: blobs straight from the
 * snapshot, then the head of the model's log, then, at a segment's end, the manifest of that
 * segment. Meets a newer claim by failing.
 */
final class CheckpointPublisher {
  private static final int CURVE_POINTS = 400;

  /**
   * Timed checkpoints in a row that a store which does not answer may cost: each waits a minute for
   * it, and the weights are sound meanwhile.
   */
  private static final int MOST_MISSED = 10;

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointPublisher.class);

  private final StepTask task;
  private final TrainingConfig config;
  private final LogWriter claim;
  private final long failures;
  private final long redone;
  private final Trail trail;
  private Optional<Saving> underWay = Optional.empty();
  private int missed;
  private volatile double saveSeconds;
  private double stoodStill;
  private int number;

  /** Why a checkpoint is made. */
  enum Occasion {
    /** Time has passed. */
    DUE,
    /** A segment is complete, which is a result. */
    SEGMENT,
    /** Somebody asked the run to stop. */
    STOP,
    /** Training is over: the step's own result. */
    END;

    boolean last() {
      return this == STOP || this == END;
    }
  }

  private record Saving(Occasion occasion, Future<StepOutcome.Made> future) {}

  /**
   * @param history the model's, with the claim
   * @param trail what trained the model until now, this process included
   * @param redone iterations that runs of the model computed again until now
   */
  CheckpointPublisher(
      StepTask task,
      TrainingConfig config,
      LogWriter claim,
      ModelHistory history,
      Trail trail,
      long redone) {
    this.task = task;
    this.config = config;
    this.claim = claim;
    failures = history.failures();
    this.redone = redone;
    this.trail = trail;
    saveSeconds = history.number(ModelHistory.SAVE_SECONDS, CheckpointCadence.UNKNOWN_SAVE);
  }

  /** How often to make a checkpoint, from what is known by now. */
  CheckpointCadence cadence(double trainingSeconds) {
    return new CheckpointCadence(saveSeconds, trainingSeconds, failures);
  }

  /** Begins to publish this moment; waits only for the checkpoint before. */
  void publish(Trainer trainer, Occasion occasion) throws IOException, InterruptedException {
    long start = System.nanoTime();
    settle();
    underWay = Optional.of(new Saving(occasion, begin(trainer, occasion)));
    stoodStill += seconds(start);
    task.progress().figure("checkpointStallSeconds", stoodStill);
  }

  /** Publishes this moment as the step's own result. */
  StepOutcome last(Trainer trainer) throws IOException, InterruptedException {
    settle();
    return result(begin(trainer, Occasion.END));
  }

  /** Whether a checkpoint failed that {@link #await} has not told of yet. */
  boolean failed() {
    return underWay.filter(saving -> saving.future().state() == Future.State.FAILED).isPresent();
  }

  /** Waits until nothing is under way. */
  void await() throws IOException, InterruptedException {
    if (underWay.isPresent()) {
      Future<StepOutcome.Made> future = underWay.get().future();
      underWay = Optional.empty();
      result(future);
      missed = 0;
    }
  }

  /**
   * Waits for the checkpoint before the one that is about to be made. One that only time asked for
   * may be missed when the store does not answer: the next is as good. A segment's end may not,
   * because a training that goes wrong goes back to it.
   */
  private void settle() throws IOException, InterruptedException {
    boolean due = underWay.filter(saving -> saving.occasion() == Occasion.DUE).isPresent();
    try {
      await();
    } catch (StoreException.Unreachable away) {
      if (!due || ++missed >= MOST_MISSED) {
        throw away;
      }
      LOG.warn("A checkpoint is missed, the next is tried: {}", away.getMessage());
      task.progress().note("missedCheckpoint", String.valueOf(away.getMessage()));
    }
  }

  private static StepOutcome.Made result(Future<StepOutcome.Made> future)
      throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case IOException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IOException(e);
      }
    }
  }

  private Future<StepOutcome.Made> begin(Trainer trainer, Occasion occasion)
      throws InterruptedException {
    long start = System.nanoTime();
    ObjectNode curve = curve(trainer.history());
    Losses mean = trainer.history().mean(25);
    var saving = trainer.save(snapshot -> save(snapshot, curve, mean, occasion, start));
    task.progress().figure("checkpoints", ++number);
    return saving;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** On the trainer's saving thread. */
  private StepOutcome.Made save(
      Snapshot snapshot, ObjectNode curve, Losses mean, Occasion occasion, long start)
      throws IOException {
    Map<String, Content> contents = new TreeMap<>();
    for (var file : snapshot.files().entrySet()) {
      TensorFile tensors = file.getValue();
      contents.put(
          CheckpointFiles.output(file.getKey()), new Content(tensors.bytes(), tensors::open));
    }
    contents.put("preview", content(StillPicture.png(snapshot.preview())));
    contents.put("curve", content(Json.MAPPER.writeValueAsBytes(curve)));
    Map<String, BlobRef> outputs = new TreeMap<>(task.store().putContents(contents));
    Map<String, String> digests = new TreeMap<>();
    for (String file : snapshot.files().keySet()) {
      digests.put(file, digest(outputs, CheckpointFiles.output(file)));
    }
    Checkpoint checkpoint = snapshot.record(digests);
    outputs.put(CheckpointFiles.output(Checkpoint.STATE), task.store().put(checkpoint.json()));

    ObjectNode values = values(checkpoint, mean);
    double seconds = snapshot.trainingSeconds();
    ObjectNode observed = StepTask.object().put("trainingSeconds", seconds);
    observed.set(Trail.KEY, trail.json());
    saveSeconds = seconds(start);
    ObjectNode all = values.deepCopy();
    all.setAll(observed);
    all.put(ModelHistory.SAVE_SECONDS, saveSeconds);
    all.put(ModelHistory.REDONE, redone);
    all.put(ModelHistory.ENDED, occasion.last());
    all.put(ModelHistory.FAILURES, failures);
    all.put(Retention.SEGMENT, config.segment());
    head(outputs, all, checkpoint.iteration());
    if (occasion == Occasion.SEGMENT) {
      commit(checkpoint.iteration(), outputs, values, observed);
    }
    double bytes = outputs.values().stream().mapToLong(BlobRef::size).sum();
    task.progress().figure("checkpointBytes", bytes);
    task.progress().moment(RunFigure.CHECKPOINT, start);
    task.progress().note("weights", digest(outputs, "weights"));
    task.progress().note("preview", digest(outputs, "preview"));
    task.progress().note("checkpoint", Long.toString(checkpoint.iteration()));
    return new StepOutcome.Made(outputs, values, observed);
  }

  private static Content content(byte[] bytes) {
    return new Content(bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private static String digest(Map<String, BlobRef> outputs, String name) {
    return Optional.ofNullable(outputs.get(name)).orElseThrow().digest().hex();
  }

  private ObjectNode values(Checkpoint checkpoint, Losses mean) {
    TrainingSettings settings = config.settings();
    ObjectNode values = StepTask.object();
    values.put("iteration", checkpoint.iteration());
    if (mean.finite()) { // not before the first iteration
      values.put("sourceLoss", mean.source());
      values.put("targetLoss", mean.target());
    }
    values.put("rollbacks", checkpoint.rollbacks());
    values.put("sourceFaces", checkpoint.sourceFaces());
    values.put("targetFaces", checkpoint.targetFaces());
    values.put("modelSha256", checkpoint.weightsSha256());
    ObjectNode conversion = values.putObject("conversion");
    conversion
        .put("architecture", settings.architecture())
        .put("crop", settings.crop().toString().toLowerCase(Locale.ROOT))
        .put("threads", settings.threads());
    // Absent from the keys of everything that was converted before there was a choice.
    if (config.trainedOn() != Device.CPU) {
      conversion.put("device", config.trainedOn().toString());
    }
    return values;
  }

  private void head(Map<String, BlobRef> outputs, ObjectNode values, long iteration) {
    Map<String, String> digests = new TreeMap<>();
    outputs.forEach((name, blob) -> digests.put(name, blob.digest().hex()));
    var checkpoint =
        new ModelLog.Checkpoint(
            config.settings().architecture(),
            iteration,
            StartingPoints.lineage(task),
            task.all("base").stream().findFirst().map(Digest::hex),
            digests,
            Json.MAPPER.convertValue(
                values,
                new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {}));
    if (claim.appendIfMine(ModelLog.json(checkpoint)) instanceof Append.Overtaken overtaken) {
      throw new OvertakenException(task.text("model"), task.owner(), overtaken.by().owner());
    }
  }

  /** A segment's end is a step of its own: the same training until this iteration. */
  private void commit(
      long iteration, Map<String, BlobRef> outputs, ObjectNode values, ObjectNode observed) {
    ObjectNode parameters = task.parameters().deepCopy();
    parameters.remove("minutes");
    parameters.put("until", iteration);
    task.store()
        .commit(
            Manifest.of(
                StepKind.TRAIN.toString(),
                StepKind.TRAIN.version(),
                task.inputs(),
                parameters,
                new Manifest.Result(outputs, values),
                observed));
  }

  private static ObjectNode curve(LossHistory history) {
    ObjectNode curve = StepTask.object();
    ArrayNode iterations = curve.putArray("iterations");
    ArrayNode source = curve.putArray("source");
    ArrayNode target = curve.putArray("target");
    int stride = Math.max(1, history.length() / CURVE_POINTS);
    for (int start = 0; start < history.length(); start += stride) {
      int end = Math.min(history.length(), start + stride);
      double sources = 0;
      double targets = 0;
      for (int i = start + 1; i <= end; i++) {
        sources += history.at(i).source();
        targets += history.at(i).target();
      }
      iterations.add(end);
      source.add(sources / (end - start));
      target.add(targets / (end - start));
    }
    return curve;
  }
}
