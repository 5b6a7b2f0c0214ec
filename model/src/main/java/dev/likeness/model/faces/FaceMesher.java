package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * MediaPipe's face mesh, run twice per face: the second crop comes from the first's landmarks, so
 * the result depends little on where the detector's box lay.
 */
final class FaceMesher implements AutoCloseable {
  private static final int SIDE = 192;
  private static final int OUTER_LEFT_EYE = 33;
  private static final int OUTER_RIGHT_EYE = 263;

  /** How much larger than the face the crop is; the network was trained on this. */
  private static final double MARGIN = 1.5;

  private final Network network = Network.load("face_landmark.tflite", 1 / 255.0, 0);

  /** A mesh and the network's opinion of whether it is a face, 0 to 1. */
  record Meshed(Mesh mesh, double score) {}

  Meshed mesh(Mat frame, Detection face) {
    double side = MARGIN * Math.max(face.box().width(), face.box().height());
    Meshed first =
        run(frame, crop(face.box().center(), angle(face.leftEye(), face.rightEye()), side));
    return run(frame, cropAround(first.mesh));
  }

  private Meshed run(Mat frame, Affine toCrop) {
    Map<Integer, float[]> outputs;
    try (var _ = new PointerScope()) {
      outputs = network.run(Warp.square(frame, toCrop, SIDE, 2));
    }
    float[] seen = Network.output(outputs, 3 * Mesh.POINTS);
    Affine toFrame = toCrop.inverse();
    double scale = toFrame.scale();
    double[] xyz = new double[seen.length];
    for (int i = 0; i < seen.length; i += 3) {
      Point p = toFrame.apply(new Point(seen[i], seen[i + 1]));
      xyz[i] = p.x();
      xyz[i + 1] = p.y();
      xyz[i + 2] = seen[i + 2] * scale;
    }
    return new Meshed(new Mesh(xyz), Network.probability(Network.output(outputs, 1)[0]));
  }

  /** The crop around a mesh, upright by its outer eye corners. */
  private static Affine cropAround(Mesh mesh) {
    double angle = angle(mesh.point(OUTER_LEFT_EYE), mesh.point(OUTER_RIGHT_EYE));
    Affine upright = Affine.rotation(-angle);
    double left = Double.POSITIVE_INFINITY;
    double top = left;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = right;
    for (int i = 0; i < Mesh.POINTS; i++) {
      Point p = upright.apply(mesh.point(i));
      left = Math.min(left, p.x());
      right = Math.max(right, p.x());
      top = Math.min(top, p.y());
      bottom = Math.max(bottom, p.y());
    }
    Point center = upright.inverse().apply(new Point((left + right) / 2, (top + bottom) / 2));
    return crop(center, angle, MARGIN * Math.max(Math.max(right - left, bottom - top), 1));
  }

  private static double angle(Point left, Point right) {
    return Math.atan2(right.y() - left.y(), right.x() - left.x());
  }

  private static Affine crop(Point center, double angle, double side) {
    return Affine.translation(-center.x(), -center.y())
        .then(Affine.rotation(-angle))
        .then(Affine.scaling(SIDE / side, SIDE / side))
        .then(Affine.translation(SIDE / 2.0, SIDE / 2.0));
  }

  @Override
  public void close() {
    network.close();
  }
}
