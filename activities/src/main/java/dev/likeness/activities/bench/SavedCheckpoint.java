package dev.likeness.activities.bench;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Content;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Checkpoint;
import dev.likeness.model.training.Snapshot;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingListener;
import dev.likeness.model.video.StillPicture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A checkpoint with its optimiser, brought into the store while training goes on. */
final class SavedCheckpoint {
  private final StoreAddress address;
  private final Map<String, BlobRef> blobs;
  private final Map<String, Double> figures;

  private SavedCheckpoint(
      StoreAddress address, Map<String, BlobRef> blobs, Map<String, Double> figures) {
    this.address = address;
    this.blobs = blobs;
    this.figures = figures;
  }

  /** What was uploaded, when that ended, and how long the preview took of it. */
  private record Upload(Map<String, BlobRef> blobs, long end, double preview) {}

  /**
   * Saves as the train step does, beside training: once on its own, for the graphs of the preview
   * are made then, and once measured.
   *
   * @param usual seconds of an iteration when nothing is saved
   */
  static SavedCheckpoint save(Trainer trainer, StoreAddress address, double usual)
      throws IOException, InterruptedException {
    try (ArtifactStore store = ArtifactStore.at(address)) {
      result(trainer.save(snapshot -> upload(store, snapshot)));
      trainer.run(trainer.iteration() + 1, new Iterations());
      long start = System.nanoTime();
      Future<Upload> upload = trainer.save(snapshot -> upload(store, snapshot));
      double standing = seconds(start);
      var iterations = new Iterations(upload);
      trainer.run(Long.MAX_VALUE, iterations);
      double all = seconds(start);
      Upload done = result(upload);
      double bytes = done.blobs().values().stream().mapToLong(BlobRef::size).sum();
      Map<String, Double> figures = new TreeMap<>();
      figures.put("save", (done.end() - start) / 1e9);
      figures.put("bytes", bytes);
      figures.put("weights", (double) weights(done.blobs()).size());
      figures.put("standing", standing);
      figures.put("preview", done.preview());
      figures.put("lost", Math.max(0, all - usual * iterations.count));
      return new SavedCheckpoint(address, done.blobs(), figures);
    }
  }

  private static Upload upload(ArtifactStore store, Snapshot snapshot) throws IOException {
    Map<String, Content> contents = new TreeMap<>();
    Map<String, String> digests = new TreeMap<>();
    for (var file : snapshot.files().entrySet()) {
      contents.put(file.getKey(), new Content(file.getValue().bytes(), file.getValue()::open));
    }
    byte[] observed =
        Json.MAPPER.writeValueAsBytes(new Checkpoint.Observed(snapshot.trainingSeconds()));
    contents.put(
        Checkpoint.OBSERVED,
        new Content(observed.length, () -> new ByteArrayInputStream(observed)));
    long start = System.nanoTime();
    byte[] preview = StillPicture.png(snapshot.preview());
    double drawn = seconds(start);
    store.put(preview);
    Map<String, BlobRef> blobs = new TreeMap<>(store.putContents(contents));
    snapshot
        .files()
        .keySet()
        .forEach(
            name ->
                digests.put(
                    name, Optional.ofNullable(blobs.get(name)).orElseThrow().digest().hex()));
    blobs.put(Checkpoint.STATE, store.put(snapshot.record(digests).json()));
    return new Upload(blobs, System.nanoTime(), drawn);
  }

  private static Upload result(Future<Upload> upload) throws IOException, InterruptedException {
    try {
      return upload.get();
    } catch (ExecutionException e) {
      throw new IOException("The checkpoint could not be saved.", e);
    }
  }

  /** Counts iterations; stops once an upload is done, after at least one. */
  private static final class Iterations implements TrainingListener {
    private final Optional<Future<Upload>> upload;
    private int count;

    Iterations() {
      upload = Optional.empty();
    }

    Iterations(Future<Upload> upload) {
      this.upload = Optional.of(upload);
    }

    @Override
    public void onIteration(long iteration, Losses losses, double rate) {
      count++;
    }

    @Override
    public boolean stopRequested() {
      return count > 0 && upload.isPresent() && upload.get().isDone();
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  Map<String, Double> figures() {
    return figures;
  }

  /** For the parts that convert, and for those that go on from here. */
  void keep(PartOrder order) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    blobs.forEach((name, blob) -> digests.put(name, blob.digest().hex()));
    Json.MAPPER.writeValue(order.checkpoint().toFile(), digests);
    try (ArtifactStore store = ArtifactStore.at(address)) {
      store.fetch(weights(blobs).digest(), order.weights());
    }
  }

  private static BlobRef weights(Map<String, BlobRef> blobs) {
    return Optional.ofNullable(blobs.get(Checkpoint.WEIGHTS)).orElseThrow();
  }
}
