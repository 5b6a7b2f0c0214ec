package dev.likeness.model.faces;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromTFLite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** One of the vendored TensorFlow Lite networks in OpenCV: a square RGB picture in, numbers out. */
final class Network implements AutoCloseable {
  private final Net net;
  private final StringVector outputs;
  private final double scale;
  private final double mean;

  private Network(Net net, StringVector outputs, double scale, double mean) {
    this.net = net;
    this.outputs = outputs;
    this.scale = scale;
    this.mean = mean;
  }

  /** Loads a resource of this package; the input is {@code (sample - mean) * scale}. */
  static Network load(String resource, double scale, double mean) {
    byte[] bytes;
    try (var in = Network.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from this build.");
      }
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (var buffer = new BytePointer(bytes)) {
      Net net = readNetFromTFLite(buffer, bytes.length);
      return new Network(net, net.getUnconnectedOutLayersNames(), scale, mean);
    }
  }

  /** Runs the network; each output is named by how many numbers it holds. */
  Map<Integer, float[]> run(Mat square) {
    try (var _ = new PointerScope()) {
      Mat blob =
          blobFromImage(
              square,
              scale,
              new Size(square.cols(), square.rows()),
              new Scalar(mean, mean, mean, 0),
              false,
              false,
              CV_32F);
      net.setInput(blob);
      var found = new MatVector();
      net.forward(found, outputs);
      Map<Integer, float[]> numbers = new HashMap<>();
      for (long i = 0; i < found.size(); i++) {
        Mat output = found.get(i);
        float[] values = new float[(int) output.total()];
        new FloatPointer(output.data()).get(values);
        numbers.put(values.length, values);
      }
      return numbers;
    }
  }

  /** One output that must exist. */
  static float[] output(Map<Integer, float[]> outputs, int size) {
    float[] values = outputs.get(size);
    if (values == null) {
      throw new IllegalStateException("The network has no output of " + size + " numbers.");
    }
    return values;
  }

  static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public void close() {
    outputs.close();
    net.close();
  }
}
