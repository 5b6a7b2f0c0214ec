package dev.likeness.model.training;

import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.BrokenTensorsException;
import dev.likeness.model.network.Safetensors;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.UnknownArchitectureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads a checkpoint's tensors; what is missing, misshaped or altered is an error. */
final class CheckpointReader {
  private final Path folder;
  private final Checkpoint checkpoint;

  CheckpointReader(Path folder) throws IOException {
    this.folder = folder;
    checkpoint = Checkpoint.read(folder);
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Checks that every tensor file is there, whole, and of the architecture's shapes; their numbers
   * are checked when they are read.
   */
  void check() throws IOException {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    try {
      Architectures.named(checkpoint.settings().architecture())
          .parameters()
          .values()
          .forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
      for (String name : List.of(Checkpoint.WEIGHTS, Checkpoint.FIRST, Checkpoint.SECOND)) {
        Safetensors.check(file(name), shapes);
      }
      Safetensors.check(file(Checkpoint.LOSSES), LossHistory.shapes(checkpoint.iteration()));
    } catch (UnknownArchitectureException | BrokenTensorsException e) {
      throw new BrokenCheckpointException(String.valueOf(e.getMessage()), e);
    }
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new BrokenCheckpointException(file + " is missing. Use an older checkpoint.");
    }
    return file;
  }

  /** Fills weights and moments and returns the losses so far. */
  LossHistory read(Tensors weights, Moments moments) throws IOException {
    read(Checkpoint.WEIGHTS, weights);
    read(Checkpoint.FIRST, moments.first());
    read(Checkpoint.SECOND, moments.second());
    try (Tensors losses = LossHistory.room(checkpoint.iteration())) {
      read(Checkpoint.LOSSES, losses);
      return LossHistory.of(losses);
    }
  }

  private void read(String name, Tensors tensors) throws IOException {
    Path file = file(name);
    String sha256;
    try {
      sha256 = Safetensors.read(file, tensors);
    } catch (BrokenTensorsException e) {
      throw new BrokenCheckpointException(String.valueOf(e.getMessage()), e);
    }
    if (!sha256.equals(checkpoint.files().get(name))) {
      throw new BrokenCheckpointException(
          file + " is not the file that " + Checkpoint.STATE + " names. Use an older checkpoint.");
    }
  }
}
