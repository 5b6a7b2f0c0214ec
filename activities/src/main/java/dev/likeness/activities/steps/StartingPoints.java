package dev.likeness.activities.steps;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a training goes on: the newest checkpoint that lies on its way, fetched into the scratch
 * folder.
 */
final class StartingPoints {
  private final StepTask task;
  private final TrainingConfig config;
  private final ModelLog log;
  private final String lineage;
  private int number;

  StartingPoints(StepTask task, TrainingConfig config, ModelLog log) {
    this.task = task;
    this.config = config;
    this.log = log;
    this.lineage = lineage(task);
  }

  /** The lineage that a train step belongs to. */
  static String lineage(StepTask task) {
    JsonNode training = task.parameters().path("training");
    return ModelLog.lineage(
        task.all("source").stream().map(Digest::hex).toList(),
        task.all("target").stream().map(Digest::hex).toList(),
        Json.MAPPER.convertValue(training, new TypeReference<Map<String, Object>>() {}));
  }

  /**
   * The folder of the checkpoint to start from; empty for a fresh start.
   *
   * @param boundaries whether only checkpoints at a segment's end are taken, as for a rollback
   */
  Optional<Path> fetch(TrainingPacks packs, boolean boundaries) throws IOException {
    long until = task.parameters().path("until").asLong(Long.MAX_VALUE);
    Optional<String> base = task.all("base").stream().findFirst().map(Digest::hex);
    List<ModelLog.Checkpoint> checkpoints = log.checkpoints();
    for (ModelLog.Checkpoint checkpoint : checkpoints.reversed()) {
      boolean same = checkpoint.lineage().equals(lineage);
      boolean fits = checkpoint.iteration() <= until;
      boolean boundary = checkpoint.iteration() % config.segment() == 0;
      if (same && fits && (!boundaries || boundary) && isThere(checkpoint)) {
        return Optional.of(fetch(checkpoint));
      }
      if (base.isPresent() && base.get().equals(checkpoint.output("weights"))) {
        return Optional.of(adopted(fetch(checkpoint), packs));
      }
    }
    return Optional.empty();
  }

  /** The log remembers older checkpoints than the collector keeps. */
  private boolean isThere(ModelLog.Checkpoint checkpoint) {
    return CheckpointFiles.NAMES.keySet().stream()
        .allMatch(name -> task.store().stat(new Digest(checkpoint.output(name))).isPresent());
  }

  private Path fetch(ModelLog.Checkpoint checkpoint) throws IOException {
    Path folder = Files.createDirectories(task.scratch().resolve("start-" + number++));
    for (var file : CheckpointFiles.NAMES.entrySet()) {
      task.store()
          .fetch(new Digest(checkpoint.output(file.getKey())), folder.resolve(file.getValue()));
    }
    double seconds =
        checkpoint.values().get("trainingSeconds") instanceof Number known
            ? known.doubleValue()
            : 0;
    Files.write(
        folder.resolve(CheckpointFiles.OBSERVED),
        Json.MAPPER.writeValueAsBytes(new Checkpoint.Observed(seconds)));
    return folder;
  }

  /** Another lineage's checkpoint, made to go on with these settings and faces. */
  private Path adopted(Path folder, TrainingPacks packs) throws IOException {
    Checkpoint after =
        Checkpoint.read(folder)
            .adopted(config.settings(), packs.source().faces(), packs.target().faces());
    Files.write(
        folder.resolve(CheckpointFiles.NAMES.get("state")), Json.MAPPER.writeValueAsBytes(after));
    return folder;
  }
}
