package dev.likeness.model.training;

import dev.likeness.model.network.BrokenTensorsException;
import dev.likeness.model.network.Safetensors;
import dev.likeness.model.network.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new BrokenCheckpointException(file + " is missing. Use an older checkpoint.");
    }
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
