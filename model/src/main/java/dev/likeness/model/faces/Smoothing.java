package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a face still: smooths rotation, log-scale and position of its core box along a track with a
 * symmetric Gaussian, which has no lag. Ends are continued as mirrored through the end point, so
 * steady movement stays as it is.
 */
final class Smoothing {
  /**
   * How far smoothing may move a core box from where it was seen, so that fast movement keeps up.
   */
  private static final double MOST_SHIFT = 0.03;

  private static final double MOST_SCALE = 0.03;
  private static final double MOST_TURN = Math.toRadians(2);

  private Smoothing() {}

  /**
   * Smoothed maps from frame pixels to the core box.
   *
   * @param toCore the maps of consecutive frames
   * @param sigma standard deviation in frames
   */
  static List<Affine> smooth(List<Affine> toCore, double sigma) {
    int count = toCore.size();
    if (sigma == 0 || count < 2) {
      return toCore;
    }
    double[] x = new double[count];
    double[] y = new double[count];
    double[] turn = new double[count];
    double[] scale = new double[count];
    for (int i = 0; i < count; i++) {
      Affine toFrame = toCore.get(i).inverse();
      Point center = toFrame.apply(new Point(0.5, 0.5));
      x[i] = center.x();
      y[i] = center.y();
      scale[i] = Math.log(toFrame.scale());
      turn[i] = Math.atan2(toFrame.d(), toFrame.a());
      if (i > 0) {
        turn[i] = turn[i - 1] + Math.IEEEremainder(turn[i] - turn[i - 1], 2 * Math.PI);
      }
    }
    double[] stillX = smooth(x, sigma);
    double[] stillY = smooth(y, sigma);
    double[] stillTurn = smooth(turn, sigma);
    double[] stillScale = smooth(scale, 2 * sigma);
    List<Affine> smoothed = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double far = MOST_SHIFT * Math.exp(scale[i]);
      double cx = near(stillX[i], x[i], far);
      double cy = near(stillY[i], y[i], far);
      double size = Math.exp(near(stillScale[i], scale[i], MOST_SCALE));
      smoothed.add(
          Affine.translation(-0.5, -0.5)
              .then(Affine.scaling(size, size))
              .then(Affine.rotation(near(stillTurn[i], turn[i], MOST_TURN)))
              .then(Affine.translation(cx, cy))
              .inverse());
    }
    return smoothed;
  }

  private static double near(double value, double seen, double most) {
    return Math.clamp(value, seen - most, seen + most);
  }

  private static double[] smooth(double[] values, double sigma) {
    int last = values.length - 1;
    int reach = Math.min((int) Math.ceil(3 * sigma), last);
    double[] smoothed = new double[values.length];
    for (int i = 0; i <= last; i++) {
      double sum = values[i];
      double weights = 1;
      for (int k = 1; k <= reach; k++) {
        double weight = Math.exp(-0.5 * k * k / (sigma * sigma));
        sum += weight * (continued(values, i - k) + continued(values, i + k));
        weights += 2 * weight;
      }
      smoothed[i] = sum / weights;
    }
    return smoothed;
  }

  private static double continued(double[] values, int at) {
    int last = values.length - 1;
    if (at < 0) {
      return 2 * values[0] - values[-at];
    }
    return at > last ? 2 * values[last] - values[2 * last - at] : values[at];
  }
}
