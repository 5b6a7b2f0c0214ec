package dev.likeness.model.network;

import dev.likeness.model.image.FloatPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A trained model that draws faces. Used from one thread, the one that opened it. */
public final class Predictor implements AutoCloseable {
  private final Engine engine;
  private final Architecture architecture;
  private final Tensors weights;
  private final boolean ownsWeights;
  private final int batch;
  private final Map<Route, PredictionProgram> programs = new EnumMap<>(Route.class);

  private Predictor(
      Engine engine, Architecture architecture, Tensors weights, boolean ownsWeights, int batch) {
    this.engine = engine;
    this.architecture = architecture;
    this.weights = weights;
    this.ownsWeights = ownsWeights;
    this.batch = batch;
  }

  /**
   * Reads the weights from a safetensors file.
   *
   * @param batch faces drawn in one pass
   * @throws BrokenTensorsException when the file is damaged or of another architecture
   */
  public static Predictor open(Architecture architecture, Path weights, int batch, int threads)
      throws IOException {
    return open(new SameDiffEngine(threads), architecture, weights, batch);
  }

  /** The same on another engine. */
  public static Predictor open(Engine engine, Architecture architecture, Path weights, int batch)
      throws IOException {
    Tensors tensors = Tensors.of(architecture.parameters().values());
    try {
      Safetensors.read(weights, tensors);
    } catch (IOException | RuntimeException e) {
      tensors.close();
      throw e;
    }
    return new Predictor(engine, architecture, tensors, true, batch);
  }

  /** Draws with weights that stay the caller's, as they are at each call. */
  public static Predictor over(
      Engine engine, Architecture architecture, Tensors weights, int batch) {
    return new Predictor(engine, architecture, weights, false, batch);
  }

  /** The source's face as each of the target's faces: {@code [size, size, 3]}, RGB 0 to 1. */
  public List<FloatPicture> swap(List<FloatPicture> faces) {
    return draw(Route.SWAP, faces);
  }

  /**
   * The faces drawn by the given route, clipped to 0 to 1, in the order given.
   *
   * @throws DeviceException.OutOfMemory when the device has not enough for a pass
   */
  public List<FloatPicture> draw(Route route, List<FloatPicture> faces) {
    PredictionProgram program =
        programs.computeIfAbsent(
            route,
            key ->
                DeviceMemory.watched(() -> engine.prediction(architecture, weights, key, batch)));
    int in = architecture.input().elements();
    List<FloatPicture> drawn = new ArrayList<>(faces.size());
    for (int start = 0; start < faces.size(); start += batch) {
      List<FloatPicture> some = faces.subList(start, Math.min(start + batch, faces.size()));
      float[] planes = new float[batch * in];
      for (int i = 0; i < some.size(); i++) {
        toPlanes(some.get(i), planes, i * in);
      }
      float[] result = DeviceMemory.watched(() -> program.run(planes));
      for (int i = 0; i < some.size(); i++) {
        drawn.add(toPicture(result, i));
      }
    }
    return drawn;
  }

  private void toPlanes(FloatPicture face, float[] planes, int offset) {
    int size = architecture.inputSize();
    if (face.width() != size || face.height() != size || face.channels() != 3) {
      throw new IllegalArgumentException(
          architecture.name()
              + " takes faces of "
              + size
              + " x "
              + size
              + " x 3, not "
              + face.width()
              + " x "
              + face.height()
              + " x "
              + face.channels()
              + ".");
    }
    int area = size * size;
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < 3; c++) {
        planes[offset + c * area + i] = face.data()[3 * i + c];
      }
    }
  }

  private FloatPicture toPicture(float[] planes, int index) {
    int size = architecture.output().size();
    int channels = architecture.output().kind().channels();
    int area = size * size;
    FloatPicture picture = FloatPicture.blank(size, size, channels);
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < channels; c++) {
        picture.data()[channels * i + c] =
            Math.clamp(planes[(index * channels + c) * area + i], 0f, 1f);
      }
    }
    return picture;
  }

  @Override
  public void close() {
    programs.values().forEach(PredictionProgram::close);
    if (ownsWeights) {
      weights.close();
    }
  }
}
