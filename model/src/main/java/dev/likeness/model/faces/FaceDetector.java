package dev.likeness.model.faces;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * MediaPipe's full-range face detector: one 192 x 192 pass over a frame or a part of it, 48 x 48
 * anchors of one size.
 */
final class FaceDetector implements AutoCloseable {
  private static final int SIDE = 192;
  private static final int GRID = 48;
  private static final int NUMBERS = 16;

  private final Network network =
      Network.load("face_detection_full_range.tflite", 1 / 127.5, 127.5);

  /**
   * The faces in one part of a frame, in frame pixels. A box that a border inside the frame cuts is
   * dropped: another part shows that face whole.
   */
  List<Detection> detect(Mat frame, Area part, double minScore) {
    int longest = Math.max(part.width(), part.height());
    double scale = (double) SIDE / longest;
    int width = Math.max(1, (int) Math.round(part.width() * scale));
    int height = Math.max(1, (int) Math.round(part.height() * scale));
    int left = (SIDE - width) / 2;
    int top = (SIDE - height) / 2;
    Map<Integer, float[]> outputs;
    try (var _ = new PointerScope()) {
      Mat region = frame.apply(new Rect(part.x(), part.y(), part.width(), part.height()));
      Mat square = new Mat(SIDE, SIDE, CV_8UC3, new Scalar(0, 0, 0, 0));
      Mat content = square.apply(new Rect(left, top, width, height));
      resize(region, content, new Size(width, height), 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
      outputs = network.run(square);
    }
    float[] scores = Network.output(outputs, GRID * GRID);
    float[] numbers = Network.output(outputs, GRID * GRID * NUMBERS);
    List<Detection> candidates = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      double score = Network.probability(scores[i]);
      if (score >= minScore) {
        int column = i % GRID;
        int row = i / GRID;
        double x = (column + 0.5) * SIDE / GRID - left;
        double y = (row + 0.5) * SIDE / GRID - top;
        candidates.add(decoded(numbers, i * NUMBERS, x, y, scale, part, score));
      }
    }
    List<Detection> faces = Detection.merged(candidates);
    faces.removeIf(d -> isCut(d.box(), part, frame));
    return faces;
  }

  private static Detection decoded(
      float[] n, int at, double x, double y, double scale, Area part, double score) {
    double width = Math.max(n[at + 2], 1) / scale;
    double height = Math.max(n[at + 3], 1) / scale;
    double cx = part.x() + (x + n[at]) / scale;
    double cy = part.y() + (y + n[at + 1]) / scale;
    return new Detection(
        new Box(cx - width / 2, cy - height / 2, width, height),
        new Point(part.x() + (x + n[at + 4]) / scale, part.y() + (y + n[at + 5]) / scale),
        new Point(part.x() + (x + n[at + 6]) / scale, part.y() + (y + n[at + 7]) / scale),
        score);
  }

  private static boolean isCut(Box box, Area part, Mat frame) {
    return (part.x() > 0 && box.x() < part.x())
        || (part.y() > 0 && box.y() < part.y())
        || (part.x() + part.width() < frame.cols()
            && box.x() + box.width() > part.x() + part.width())
        || (part.y() + part.height() < frame.rows()
            && box.y() + box.height() > part.y() + part.height());
  }

  @Override
  public void close() {
    network.close();
  }
}
