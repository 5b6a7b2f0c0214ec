package dev.likeness.model.training;

import dev.likeness.model.image.Picture;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.network.Safetensors;
import dev.likeness.model.network.TensorFile;
import dev.likeness.model.network.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One moment of a training, copied out of the network, so that training goes on while it is saved.
 * The trainer owns it and overwrites it for the next checkpoint: it is good until the {@link
 * Trainer.Saving} that was given it returns, on that thread alone.
 */
public final class Snapshot {
  private final Tensors weights;
  private final Moments moments;
  private final Predictor predictor;
  private final Pack source;
  private final Pack target;
  private Optional<Moment> moment = Optional.empty();

  /** What else belongs to the moment that the tensors are of. */
  record Moment(Checkpoint state, Checkpoint.Observed observed, Tensors losses) {}

  /**
   * Room for copies of {@code like}; as large as weights and moments together.
   *
   * @param microBatch faces that previews draw at once, where training takes fewer than a sheet has
   */
  Snapshot(
      Engine engine,
      Architecture architecture,
      Tensors like,
      Optional<Integer> microBatch,
      Pack source,
      Pack target) {
    weights = like.sameShapes();
    moments = Moments.of(like);
    // Its graphs are made once, at the first sheet, and read these weights ever after.
    int atOnce = Math.min(PreviewSheet.FACES, microBatch.orElse(PreviewSheet.FACES));
    predictor = Predictor.over(engine, architecture, weights, atOnce);
    this.source = source;
    this.target = target;
  }

  /** Copies everything; {@code now} is this object's from here on. */
  void take(Tensors liveWeights, Moments liveMoments, Moment now) {
    moment.ifPresent(before -> before.losses.close());
    moment = Optional.of(now);
    weights.copyFrom(liveWeights);
    moments.first().copyFrom(liveMoments.first());
    moments.second().copyFrom(liveMoments.second());
  }

  private Moment moment() {
    return moment.orElseThrow(() -> new IllegalStateException("Nothing was copied yet."));
  }

  /** Iterations done at this moment. */
  public long iteration() {
    return moment().state.iteration();
  }

  /** Time spent in iterations until this moment, over all runs. */
  public double trainingSeconds() {
    return moment().observed.trainingSeconds();
  }

  /** The checkpoint's tensor files by name, read from memory. */
  public Map<String, TensorFile> files() throws IOException {
    Map<String, TensorFile> files = new TreeMap<>();
    files.put(Checkpoint.WEIGHTS, Safetensors.file(weights));
    files.put(Checkpoint.FIRST, Safetensors.file(moments.first()));
    files.put(Checkpoint.SECOND, Safetensors.file(moments.second()));
    files.put(Checkpoint.LOSSES, Safetensors.file(moment().losses));
    return files;
  }

  /** The checkpoint's record, given the SHA-256 of each of its {@link #files}. */
  public Checkpoint record(Map<String, String> digests) {
    return moment().state.with(digests);
  }

  /** Writes the whole checkpoint into a folder that does not exist yet and appears complete. */
  public Checkpoint write(Path folder) throws IOException {
    return new CheckpointWriter(weights, moments)
        .write(folder, moment().state, moment().losses, moment().observed);
  }

  /** A sheet of 14 fixed faces a side as they come out at this moment. */
  public Picture preview() {
    return PreviewSheet.draw(predictor, source, target);
  }

  /** On the thread that drew the previews, because the graphs are that thread's. */
  void close() {
    predictor.close();
    moment.ifPresent(last -> last.losses.close());
    moments.close();
    weights.close();
  }
}
