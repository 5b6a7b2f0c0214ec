package dev.likeness.model.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is needed to go on training to the bit, as a folder: {@code weights.safetensors},
 * {@code moments-1.safetensors}, {@code moments-2.safetensors}, {@code losses.safetensors}, {@code
 * state.json}; and {@code observed.json}, which says how long it took and is no part of the result.
 *
 * @param iteration iterations done
 * @param rollbacks how often training went back to the start of a segment
 * @param segmentRollbacks how many of them in the segment under way; absent for none
 * @param began iterations done when these faces and settings began; absent for none
 * @param sourceFaces faces in the source's pack
 * @param targetFaces faces in the target's pack
 * @param engine name and version of what ran it
 * @param files SHA-256 of each tensor file, hexadecimal, by its name
 */
public record Checkpoint(
    TrainingSettings settings,
    long iteration,
    long rollbacks,
    Optional<Integer> segmentRollbacks,
    Optional<Long> began,
    int sourceFaces,
    int targetFaces,
    String engine,
    Map<String, String> files) {
  public static final String WEIGHTS = "weights.safetensors";
  public static final String STATE = "state.json";
  static final String FIRST = "moments-1.safetensors";
  static final String SECOND = "moments-2.safetensors";
  static final String LOSSES = "losses.safetensors";
  public static final String OBSERVED = "observed.json";

  public Checkpoint {
    files = Map.copyOf(files);
  }

  /**
   * What was measured, apart from the result.
   *
   * @param trainingSeconds time spent in iterations since the first one, over all runs
   */
  public record Observed(double trainingSeconds) {}

  Rollbacks wentBack() {
    return new Rollbacks(rollbacks, segmentRollbacks.orElse(0));
  }

  /** The same moment as the beginning of a training with other settings or faces. */
  public Checkpoint adopted(TrainingSettings other, int sources, int targets) {
    return new Checkpoint(
        other,
        iteration,
        rollbacks,
        Optional.empty(),
        Optional.of(iteration),
        sources,
        targets,
        engine,
        files);
  }

  /** The same record with its files. */
  Checkpoint with(Map<String, String> written) {
    return new Checkpoint(
        settings,
        iteration,
        rollbacks,
        segmentRollbacks,
        began,
        sourceFaces,
        targetFaces,
        engine,
        written);
  }

  /** SHA-256 of the weights' file, hexadecimal. */
  public String weightsSha256() {
    return files.getOrDefault(WEIGHTS, "");
  }

  /** What {@code state.json} holds. */
  public byte[] json() throws JsonProcessingException {
    return Json.MAPPER.writeValueAsBytes(this);
  }

  /**
   * Reads the record, not the tensors.
   *
   * @throws BrokenCheckpointException when it is missing or damaged
   */
  public static Checkpoint read(Path folder) throws IOException {
    return read(folder.resolve(STATE), Checkpoint.class);
  }

  /**
   * Reads the record and checks that the tensor files beside it are all there, whole and of its
   * architecture's shapes. Their numbers are checked when a trainer reads them.
   *
   * @throws BrokenCheckpointException when anything is missing or damaged
   */
  public static Checkpoint checked(Path folder) throws IOException {
    var reader = new CheckpointReader(folder);
    reader.check();
    return reader.checkpoint();
  }

  static Observed observed(Path folder) throws IOException {
    return read(folder.resolve(OBSERVED), Observed.class);
  }

  private static <T> T read(Path file, Class<T> type) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BrokenCheckpointException(
          file + " is missing, so this is no checkpoint. Name a folder that training wrote.");
    }
    try {
      return Json.MAPPER.readValue(file.toFile(), type);
    } catch (JsonProcessingException e) {
      throw new BrokenCheckpointException(
          file + " cannot be read: " + e.getOriginalMessage() + ". Use an older checkpoint.", e);
    }
  }
}
