package dev.likeness.model.training;

import dev.likeness.model.files.Folders;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Safetensors;
import dev.likeness.model.network.Tensors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes a checkpoint beside its place and moves it there in one step, so it is whole or absent.
 */
final class CheckpointWriter {
  private final Tensors weights;
  private final Moments moments;

  CheckpointWriter(Tensors weights, Moments moments) {
    this.weights = weights;
    this.moments = moments;
  }

  /**
   * Writes {@code folder}, which must not exist.
   *
   * @param state the record without its files
   */
  Checkpoint write(Path folder, Checkpoint state, Tensors losses, Checkpoint.Observed observed)
      throws IOException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path whole = folder.toAbsolutePath();
    Path parent =
        Objects.requireNonNull(whole.getParent(), "A checkpoint needs a folder to be in.");
    Path partial = parent.resolve(whole.getFileName() + ".partial");
    Folders.remove(partial);
    Files.createDirectories(partial);
    try {
      Map<String, String> files = new TreeMap<>();
      write(partial, Checkpoint.WEIGHTS, weights, files);
      write(partial, Checkpoint.FIRST, moments.first(), files);
      write(partial, Checkpoint.SECOND, moments.second(), files);
      write(partial, Checkpoint.LOSSES, losses, files);
      Checkpoint complete = state.with(files);
      json(partial.resolve(Checkpoint.OBSERVED), Json.MAPPER.writeValueAsBytes(observed));
      json(partial.resolve(Checkpoint.STATE), complete.json());
      force(partial);
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      force(parent);
      return complete;
    } catch (IOException | RuntimeException e) {
      Folders.remove(partial);
      throw e;
    }
  }

  private static void write(Path folder, String name, Tensors tensors, Map<String, String> files)
      throws IOException {
    files.put(name, Safetensors.write(folder.resolve(name), tensors));
  }

  private static void json(Path file, byte[] json) throws IOException {
    Files.write(file, json);
    force(file);
  }

  /** Without this a crash of the machine can leave names without contents. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
