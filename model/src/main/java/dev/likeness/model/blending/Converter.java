package dev.likeness.model.blending;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.video.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * Cuts the faces out of frames and has them swapped, in batches that reach over frames. Faces come
 * out in the order they went in, and wherever a film is cut they come out the same: a face's place
 * in the batch follows from its frame alone, because matrix products round the last rows of a batch
 * otherwise than the first. For one thread.
 */
public final class Converter {
  private final FaceSwapper swapper;
  private final int size;
  private final CropType cropType;
  private final int batch;
  private final Consumer<PredictedFace> sink;
  private final SequencedMap<Integer, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(FaceKey key, Affine frameToCrop, FloatPicture crop) {}

  /**
   * @param size side of the network's input in pixels
   * @param batch faces handed over at once, blank ones among them: the network's own batch
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
    for (int i = 0; i < faces.size(); i++) {
      AlignedFace face = faces.get(i);
      int place = Math.floorMod((long) frame.ordinal() * faces.size() + i, batch);
      if (waiting.containsKey(place)) {
        run();
      }
      Affine frameToCrop = face.toCore().then(cropType.fromCore(face.pose().yaw(), size));
      waiting.put(
          place, new Waiting(face.key(), frameToCrop, FaceCropper.crop(frame, frameToCrop, size)));
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
    FloatPicture blank = FloatPicture.blank(size, size, 3);
    List<FloatPicture> faces = new ArrayList<>(Collections.nCopies(batch, blank));
    waiting.forEach((place, face) -> faces.set(place, face.crop()));
    List<FloatPicture> swapped = swapper.swap(faces);
    waiting.forEach(
        (place, face) ->
            sink.accept(
                new PredictedFace(face.key(), face.frameToCrop(), swapped.get(place)).rounded()));
    waiting.clear();
  }
}
