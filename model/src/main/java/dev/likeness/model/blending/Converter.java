package dev.likeness.model.blending;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.video.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts the faces out of frames and has them swapped, in batches that reach over frames. Faces come
 * out in the order they went in, and wherever a film is cut they come out the same. For one thread.
 */
public final class Converter {
  private final FaceSwapper swapper;
  private final int size;
  private final CropType cropType;
  private final int batch;
  private final Consumer<PredictedFace> sink;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(FaceKey key, Affine frameToCrop, FloatPicture crop) {}

  /**
   * @param size side of the network's input in pixels
   * @param batch faces handed over at once: the network's own batch is the quickest
   * @param sink receives each face once, already rounded as a file would
   */
  public Converter(
      FaceSwapper swapper, int size, CropType cropType, int batch, Consumer<PredictedFace> sink) {
    this.swapper = swapper;
    this.size = size;
    this.cropType = cropType;
    this.batch = batch;
    this.sink = sink;
  }

  /** Cuts these faces from their frame; runs the network whenever a batch is full. */
  public void add(Frame frame, List<AlignedFace> faces) {
    for (AlignedFace face : faces) {
      Affine frameToCrop = face.toCore().then(cropType.fromCore(face.pose().yaw(), size));
      waiting.add(new Waiting(face.key(), frameToCrop, FaceCropper.crop(frame, frameToCrop, size)));
      if (waiting.size() == batch) {
        run();
      }
    }
  }

  /** Runs the network on what is left. */
  public void finish() {
    if (!waiting.isEmpty()) {
      run();
    }
  }

  private void run() {
    List<FloatPicture> swapped = swapper.swap(waiting.stream().map(Waiting::crop).toList());
    for (int i = 0; i < waiting.size(); i++) {
      Waiting face = waiting.get(i);
      sink.accept(new PredictedFace(face.key(), face.frameToCrop(), swapped.get(i)).rounded());
    }
    waiting.clear();
  }
}
