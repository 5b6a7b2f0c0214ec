package dev.likeness.model.faces;

import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The areas of a face that losses and blending treat apart: the hull of its landmarks with raised
 * brows, a box around each eye and one around the mouth, all in the pixels of the landmarks.
 */
public record FaceAreas(
    List<Point> hull, List<Point> leftEye, List<Point> rightEye, List<Point> mouth) {
  /** How far the brows are raised, in distances from eye to brow. */
  private static final double BROWS = 0.5;

  private static final List<List<Integer>> BROW_AND_EYE =
      List.of(
          List.of(17, 36),
          List.of(18, 37),
          List.of(19, 37),
          List.of(20, 38),
          List.of(21, 39), //
          List.of(22, 42),
          List.of(23, 43),
          List.of(24, 44),
          List.of(25, 44),
          List.of(26, 45));

  public FaceAreas {
    hull = List.copyOf(hull);
    leftEye = List.copyOf(leftEye);
    rightEye = List.copyOf(rightEye);
    mouth = List.copyOf(mouth);
  }

  /** The areas of a face from its 68 landmarks. */
  public static FaceAreas of(List<Point> landmarks) {
    List<Point> outline = new ArrayList<>(landmarks);
    for (List<Integer> pair : BROW_AND_EYE) {
      Point brow = landmarks.get(pair.get(0));
      Point eye = landmarks.get(pair.get(1));
      outline.add(
          new Point(
              brow.x() + BROWS * (brow.x() - eye.x()), brow.y() + BROWS * (brow.y() - eye.y())));
    }
    // The lids barely close in the mesh, so the eyes' height comes from their width.
    return new FaceAreas(
        convexHull(outline),
        box(landmarks.get(36), landmarks.get(39), 0.75, 0.5),
        box(landmarks.get(42), landmarks.get(45), 0.75, 0.5),
        mouthBox(landmarks));
  }

  /** The hull as a mask {@code [height, width, 1]}: 1 inside, 0 outside, its edge anti-aliased. */
  public FloatPicture mask(int width, int height) {
    return coverage(hull, width, height);
  }

  /** Both eye boxes as one mask {@code [height, width, 1]}. */
  public FloatPicture eyes(int width, int height) {
    FloatPicture eyes = coverage(leftEye, width, height);
    FloatPicture other = coverage(rightEye, width, height);
    for (int i = 0; i < eyes.data().length; i++) {
      eyes.data()[i] = Math.max(eyes.data()[i], other.data()[i]);
    }
    return eyes;
  }

  /** The mouth box as a mask {@code [height, width, 1]}. */
  public FloatPicture mouth(int width, int height) {
    return coverage(mouth, width, height);
  }

  /**
   * The distance of every pixel's centre from the hull's edge in pixels, {@code [height, width,
   * 1]}: negative inside, positive outside.
   */
  public FloatPicture distance(int width, int height) {
    return distance(hull, width, height);
  }

  private static FloatPicture coverage(List<Point> polygon, int width, int height) {
    FloatPicture plane = distance(polygon, width, height);
    float[] data = plane.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.clamp(0.5f - data[i], 0f, 1f);
    }
    return plane;
  }

  private static FloatPicture distance(List<Point> polygon, int width, int height) {
    FloatPicture plane = FloatPicture.blank(width, height, 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        plane.data()[y * width + x] = (float) distance(polygon, x + 0.5, y + 0.5);
      }
    }
    return plane;
  }

  /** Signed distance to a convex polygon whose points run clockwise to the eye. */
  private static double distance(List<Point> polygon, double x, double y) {
    boolean inside = true;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < polygon.size(); i++) {
      Point a = polygon.get(i);
      Point b = polygon.get((i + 1) % polygon.size());
      double ex = b.x() - a.x();
      double ey = b.y() - a.y();
      double px = x - a.x();
      double py = y - a.y();
      inside &= ex * py - ey * px >= 0;
      double length = ex * ex + ey * ey;
      double along = length > 0 ? Math.clamp((px * ex + py * ey) / length, 0, 1) : 0;
      double dx = px - along * ex;
      double dy = py - along * ey;
      nearest = Math.min(nearest, dx * dx + dy * dy);
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  }

  /** Andrew's monotone chain, clockwise to the eye because y points down. */
  private static List<Point> convexHull(List<Point> points) {
    List<Point> sorted =
        points.stream()
            .distinct()
            .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
            .toList();
    List<Point> hull = new ArrayList<>(chain(sorted));
    hull.addAll(chain(sorted.reversed()));
    return hull;
  }

  private static List<Point> chain(List<Point> sorted) {
    List<Point> chain = new ArrayList<>();
    for (Point p : sorted) {
      while (chain.size() >= 2 && !turnsRight(chain.get(chain.size() - 2), chain.getLast(), p)) {
        chain.removeLast();
      }
      chain.add(p);
    }
    chain.removeLast(); // it starts the other chain
    return chain;
  }

  private static boolean turnsRight(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()) > 0;
  }

  private static List<Point> mouthBox(List<Point> landmarks) {
    Point left = landmarks.get(48);
    Point right = landmarks.get(54);
    double width = Math.max(left.distance(right), 1e-6);
    double ux = (right.x() - left.x()) / width;
    double uy = (right.y() - left.y()) / width;
    double cx = (left.x() + right.x()) / 2;
    double cy = (left.y() + right.y()) / 2;
    double top = 0;
    double bottom = 0;
    for (Point p : landmarks.subList(48, 68)) {
      double across = -(p.x() - cx) * uy + (p.y() - cy) * ux;
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    double margin = 0.12 * width;
    return corners(cx, cy, ux, uy, width / 2 + margin, top - margin, bottom + margin);
  }

  private static List<Point> box(Point left, Point right, double halfWidth, double halfHeight) {
    double width = Math.max(left.distance(right), 1e-6);
    return corners(
        (left.x() + right.x()) / 2,
        (left.y() + right.y()) / 2,
        (right.x() - left.x()) / width,
        (right.y() - left.y()) / width,
        halfWidth * width,
        -halfHeight * width,
        halfHeight * width);
  }

  private static List<Point> corners(
      double cx, double cy, double ux, double uy, double half, double top, double bottom) {
    return List.of(
        new Point(cx - half * ux - top * uy, cy - half * uy + top * ux),
        new Point(cx + half * ux - top * uy, cy + half * uy + top * ux),
        new Point(cx + half * ux - bottom * uy, cy + half * uy + bottom * ux),
        new Point(cx - half * ux - bottom * uy, cy - half * uy + bottom * ux));
  }
}
