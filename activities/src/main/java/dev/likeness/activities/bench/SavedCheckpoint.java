package dev.likeness.activities.bench;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.Pack;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingListener;
import dev.likeness.model.video.StillPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** A checkpoint with its optimiser, brought into the store while training goes on. */
final class SavedCheckpoint {
  private final StoreAddress address;
  private final Path folder;
  private final Map<String, BlobRef> blobs;
  private final Map<String, Double> figures;

  private SavedCheckpoint(
      StoreAddress address, Path folder, Map<String, BlobRef> blobs, Map<String, Double> figures) {
    this.address = address;
    this.folder = folder;
    this.blobs = blobs;
    this.figures = figures;
  }

  /** What was uploaded, and when that ended. */
  private record Upload(Map<String, BlobRef> blobs, long end) {}

  /**
   * Saves as the train step does: written beside training, then uploaded.
   *
   * @param usual seconds of an iteration when nothing is saved
   */
  static SavedCheckpoint save(Trainer trainer, StoreAddress address, Path scratch, double usual)
      throws IOException, InterruptedException {
    Path folder = scratch.resolve("checkpoint");
    long start = System.nanoTime();
    FutureTask<Checkpoint> writing = trainer.checkpoint(folder);
    long drawing = System.nanoTime();
    StillPicture.png(trainer.preview());
    double preview = seconds(drawing);
    FutureTask<Upload> upload = new FutureTask<>(() -> upload(writing, address, folder));
    // A thread of its own: the store's client needs the common pool, which may have one thread.
    Thread.ofPlatform().name("upload").start(upload);
    double standing = seconds(start);
    List<Double> iterations = new ArrayList<>();
    trainer.run(Long.MAX_VALUE, until(upload, iterations));
    double all = seconds(start);
    Upload done = result(upload);
    double took = (done.end() - start) / 1e9;
    double bytes = done.blobs().values().stream().mapToLong(BlobRef::size).sum();
    standing += Math.max(0, iterations.getFirst() - usual);
    Map<String, Double> figures = new TreeMap<>();
    figures.put("save", took);
    figures.put("bytes", bytes);
    figures.put("standing", standing);
    figures.put("preview", preview);
    figures.put("lost", Math.max(0, all - usual * iterations.size()));
    return new SavedCheckpoint(address, folder, done.blobs(), figures);
  }

  private static Upload upload(FutureTask<Checkpoint> writing, StoreAddress address, Path folder)
      throws IOException, InterruptedException, ExecutionException {
    try (ArtifactStore store = ArtifactStore.at(address)) {
      writing.get();
      return new Upload(store.putAll(files(folder)), System.nanoTime());
    }
  }

  private static Upload result(FutureTask<Upload> upload) throws IOException, InterruptedException {
    try {
      return upload.get();
    } catch (ExecutionException e) {
      throw new IOException("The checkpoint could not be saved.", e);
    }
  }

  private static TrainingListener until(FutureTask<?> upload, List<Double> iterations) {
    return new TrainingListener() {
      private long last = System.nanoTime();

      @Override
      public void onIteration(long iteration, Losses losses, double rate) {
        long now = System.nanoTime();
        iterations.add((now - last) / 1e9);
        last = now;
      }

      @Override
      public boolean stopRequested() {
        return !iterations.isEmpty() && upload.isDone();
      }
    };
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Map<String, Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, Path> named = new TreeMap<>();
      files.forEach(file -> named.put(String.valueOf(file.getFileName()), file));
      return named;
    }
  }

  Map<String, Double> figures() {
    return figures;
  }

  /** For the parts that convert. */
  void keepWeights(Path to) throws IOException {
    Files.copy(folder.resolve(Checkpoint.WEIGHTS), to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Seconds until a trainer that comes from the store could go on. */
  double restore(TrainingConfig config, Pack source, Pack target) throws IOException {
    Path fetched = folder.resolveSibling("fetched");
    long start = System.nanoTime();
    try (ArtifactStore store = ArtifactStore.at(address)) {
      blobs.forEach((name, blob) -> store.fetch(blob.digest(), fetched.resolve(name)));
    }
    Trainer.open(config, source, target, Optional.of(fetched), Optional.empty()).close();
    return seconds(start);
  }
}
