package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Append;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.activities.store.Manifest;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.LossHistory;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingSettings;
import dev.likeness.model.video.StillPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings checkpoints into the store beside training, one at a time: blobs first, then the head of
 * the model's log, then, at a segment's end, the manifest of that segment. Meets a newer claim by
 * failing.
 */
final class CheckpointPublisher implements AutoCloseable {
  private static final int CURVE_POINTS = 400;

  private final StepTask task;
  private final TrainingConfig config;
  private final LogWriter claim;
  private final ExecutorService uploads =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("upload").factory());
  private Optional<Future<StepOutcome.Made>> underWay = Optional.empty();
  private int number;

  CheckpointPublisher(StepTask task, TrainingConfig config, LogWriter claim) {
    this.task = task;
    this.config = config;
    this.claim = claim;
  }

  /** Begins to publish this moment; waits only for the checkpoint before. */
  void publish(Trainer trainer, boolean segmentEnd) throws IOException, InterruptedException {
    await();
    underWay = Optional.of(begin(trainer, segmentEnd));
  }

  /** Publishes this moment as the step's own result. */
  StepOutcome last(Trainer trainer) throws IOException, InterruptedException {
    await();
    return result(begin(trainer, false));
  }

  /** Waits until nothing is under way. */
  void await() throws IOException, InterruptedException {
    if (underWay.isPresent()) {
      Future<StepOutcome.Made> future = underWay.get();
      underWay = Optional.empty();
      result(future);
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
        case null, default -> throw new IOException(e);
      }
    }
  }

  private Future<StepOutcome.Made> begin(Trainer trainer, boolean segmentEnd)
      throws InterruptedException {
    Path folder = task.scratch().resolve("checkpoint-" + number++);
    var writing = trainer.checkpoint(folder);
    byte[] preview = StillPicture.png(trainer.preview());
    ObjectNode curve = curve(trainer.history());
    Losses mean = trainer.history().mean(25);
    long iteration = trainer.iteration();
    double seconds = trainer.trainingSeconds();
    return uploads.submit(
        () -> {
          Checkpoint checkpoint = writing.get();
          Map<String, Path> files = new TreeMap<>();
          CheckpointFiles.NAMES.forEach((name, file) -> files.put(name, folder.resolve(file)));
          Map<String, BlobRef> outputs = new TreeMap<>(task.store().putAll(files));
          outputs.put("preview", task.store().put(preview));
          outputs.put("curve", task.store().put(Json.MAPPER.writeValueAsBytes(curve)));
          ObjectNode values = values(checkpoint, mean, iteration);
          ObjectNode observed = StepTask.object().put("trainingSeconds", seconds);
          head(outputs, values, seconds, iteration);
          if (segmentEnd) {
            commit(iteration, outputs, values, observed);
          }
          task.progress().note("weights", weights(outputs));
          task.progress().note("preview", digest(outputs, "preview"));
          task.progress().note("checkpoint", Long.toString(iteration));
          delete(folder);
          return new StepOutcome.Made(outputs, values, observed);
        });
  }

  private static String weights(Map<String, BlobRef> outputs) {
    return digest(outputs, "weights");
  }

  private static String digest(Map<String, BlobRef> outputs, String name) {
    return Optional.ofNullable(outputs.get(name)).orElseThrow().digest().hex();
  }

  private ObjectNode values(Checkpoint checkpoint, Losses mean, long iteration) {
    TrainingSettings settings = config.settings();
    ObjectNode values = StepTask.object();
    values.put("iteration", iteration);
    if (mean.finite()) { // not before the first iteration
      values.put("sourceLoss", mean.source());
      values.put("targetLoss", mean.target());
    }
    values.put("rollbacks", checkpoint.rollbacks());
    values.put("sourceFaces", checkpoint.sourceFaces());
    values.put("targetFaces", checkpoint.targetFaces());
    values.put("modelSha256", checkpoint.weightsSha256());
    values
        .putObject("conversion")
        .put("architecture", settings.architecture())
        .put("crop", settings.crop().toString().toLowerCase(Locale.ROOT))
        .put("threads", settings.threads());
    return values;
  }

  private void head(
      Map<String, BlobRef> outputs, ObjectNode values, double seconds, long iteration) {
    Map<String, String> digests = new TreeMap<>();
    outputs.forEach((name, blob) -> digests.put(name, blob.digest().hex()));
    ObjectNode all = values.deepCopy().put("trainingSeconds", seconds);
    all.put(Retention.SEGMENT, config.segment());
    var checkpoint =
        new ModelLog.Checkpoint(
            config.settings().architecture(),
            iteration,
            StartingPoints.lineage(task),
            task.all("base").stream().findFirst().map(Digest::hex),
            digests,
            Json.MAPPER.convertValue(
                all, new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {}));
    if (claim.appendIfMine(ModelLog.json(checkpoint)) instanceof Append.Overtaken overtaken) {
      throw new OvertakenException(
          "Model "
              + task.text("model")
              + " was taken over by "
              + overtaken.by().owner()
              + ": this training stops, and that one goes on.");
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

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Override
  public void close() {
    uploads.shutdownNow();
  }
}
