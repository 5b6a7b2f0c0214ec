package dev.likeness.activities.steps;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import dev.likeness.model.training.BrokenCheckpointException;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a training goes on: the newest checkpoint that lies on its way, fetched into the scratch
 * folder.
 */
final class StartingPoints {
  /** The progress note of checkpoints that could not be used. */
  static final String PASSED_OVER = "brokenCheckpoints";

  private static final Logger LOG = LoggerFactory.getLogger(StartingPoints.class);

  private final StepTask task;
  private final TrainingConfig config;
  private final ModelLog log;
  private final String lineage;
  private Optional<ModelLog.Checkpoint> taken = Optional.empty();
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
   * The folder of the newest checkpoint that can be started from; empty for a fresh start. One that
   * is damaged is reported, and the one before it taken.
   *
   * @param boundaries whether only checkpoints at a segment's end are taken, as for a rollback
   * @throws StoreException.Corrupt when there were checkpoints and none of them can be used
   * @throws StoreException.Missing when the base that the step's key names is no longer in the log
   */
  Optional<Path> fetch(TrainingPacks packs, boolean boundaries) throws IOException {
    long until = task.parameters().path("until").asLong(Long.MAX_VALUE);
    Optional<String> base = task.all("base").stream().findFirst().map(Digest::hex);
    List<ModelLog.Checkpoint> newestFirst = log.checkpoints().reversed();
    List<String> passedOver = new ArrayList<>();
    boolean others = false;
    for (ModelLog.Checkpoint checkpoint : newestFirst) {
      // One lineage may have begun twice, with another between; the base is part of the step's key.
      boolean same = checkpoint.lineage().equals(lineage) && checkpoint.base().equals(base);
      boolean fits = checkpoint.iteration() <= until;
      boolean boundary = checkpoint.iteration() % config.segment() == 0;
      boolean own = same && fits && (!boundaries || boundary);
      boolean foreign = base.isPresent() && base.get().equals(checkpoint.output("weights"));
      boolean newest = checkpoint.equals(newestFirst.getFirst());
      if (own && !newest && isCollected(checkpoint)) {
        others = true;
      } else if (own || foreign) {
        try {
          Path folder = fetch(checkpoint);
          taken = Optional.of(checkpoint);
          return Optional.of(own ? folder : adopted(folder, packs));
        } catch (StoreException.Corrupt
            | StoreException.Missing
            | BrokenCheckpointException broken) {
          passOver(checkpoint, broken, passedOver);
        }
      }
      others |= same && !fits;
    }
    if (!passedOver.isEmpty()) {
      throw new StoreException.Corrupt(
          "No checkpoint of model "
              + task.text("model")
              + " can be used: "
              + String.join(" ", passedOver)
              + " Bring the store's files back from a backup, or begin another model.",
          null);
    }
    if (base.isPresent()) {
      throw new StoreException.Missing(
          "Model "
              + task.text("model")
              + " was to go on from weights "
              + base.get()
              + ", which its log no longer names. Start the training again: it goes on from the"
              + " newest checkpoint. Or begin another model.",
          null);
    }
    if (others) {
      LOG.warn("No checkpoint of model {} that would fit is left.", task.text("model"));
      task.progress().note(PASSED_OVER, "None that would fit is left: training is anew.");
    }
    return Optional.empty();
  }

  /** What the last {@link #fetch} found; empty for a fresh start. */
  Optional<ModelLog.Checkpoint> taken() {
    return taken;
  }

  private void passOver(
      ModelLog.Checkpoint checkpoint, RuntimeException broken, List<String> passedOver) {
    String sentence = "Iteration " + checkpoint.iteration() + ": " + broken.getMessage();
    LOG.warn("A checkpoint cannot be used. {}", sentence);
    passedOver.add(sentence);
    task.progress().note(PASSED_OVER, String.join(" ", passedOver));
  }

  /**
   * The log may remember older checkpoints than the collector keeps, which leaves nothing of one.
   */
  private boolean isCollected(ModelLog.Checkpoint checkpoint) {
    return CheckpointFiles.NAMES.keySet().stream()
        .noneMatch(name -> task.store().stat(new Digest(checkpoint.output(name))).isPresent());
  }

  /** Every byte is checked against the log's digests on the way, the rest here. */
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
        folder.resolve(Checkpoint.OBSERVED),
        Json.MAPPER.writeValueAsBytes(new Checkpoint.Observed(seconds)));
    Map<String, String> named = Checkpoint.checked(folder).files();
    named.forEach(
        (file, sha256) -> {
          if (!sha256.equals(checkpoint.output(CheckpointFiles.output(file)))) {
            throw new StoreException.Corrupt(
                file + " is not the one that the checkpoint's record names.", null);
          }
        });
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
