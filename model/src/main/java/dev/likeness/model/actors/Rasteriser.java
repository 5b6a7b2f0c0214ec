package dev.likeness.model.actors;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import java.util.Arrays;
import java.util.List;

/**
 * Draws surfaces with a depth buffer of 3 x 3 samples per pixel. Which triangle a sample sees is
 * settled first; each triangle is then lit once per pixel it is seen in, so that light costs little
 * more than without samples.
 */
final class Rasteriser {
  private static final int SAMPLES = 3;
  private static final int NONE = -1;
  private static final int DONE = -2;

  private final int width;
  private final int height;
  private final int wide;
  private final Geometry geometry;
  private final int[] seen;
  private final float[] nearness;

  private Rasteriser(int width, int height, Geometry geometry) {
    this.width = width;
    this.height = height;
    this.geometry = geometry;
    wide = width * SAMPLES;
    seen = new int[wide * height * SAMPLES];
    nearness = new float[seen.length];
    Arrays.fill(seen, NONE);
  }

  /**
   * Draws surfaces in camera coordinates over a backdrop {@code [height, width, 3]} in linear
   * light.
   */
  static Rendered draw(
      List<Surface> surfaces, Camera camera, Lighting lighting, FloatPicture backdrop, Film film) {
    var geometry = Geometry.seen(surfaces, camera);
    var rasteriser = new Rasteriser(backdrop.width(), backdrop.height(), geometry);
    for (int t = 0; t < geometry.triangles(); t++) {
      rasteriser.cover(t);
    }
    return rasteriser.develop(lighting, backdrop, film);
  }

  /** Marks the samples in which this triangle is the nearest so far. */
  private void cover(int t) {
    int a = geometry.corner(t, 0);
    int b = geometry.corner(t, 1);
    int c = geometry.corner(t, 2);
    double ax = geometry.x(a) * SAMPLES - 0.5;
    double ay = geometry.y(a) * SAMPLES - 0.5;
    double bx = geometry.x(b) * SAMPLES - 0.5;
    double by = geometry.y(b) * SAMPLES - 0.5;
    double cx = geometry.x(c) * SAMPLES - 0.5;
    double cy = geometry.y(c) * SAMPLES - 0.5;
    double area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (Math.abs(area) < 1e-9) {
      return;
    }
    int top = (int) Math.max(0, Math.ceil(Math.min(ay, Math.min(by, cy))));
    int bottom = (int) Math.min(height * SAMPLES - 1, Math.floor(Math.max(ay, Math.max(by, cy))));
    double nearA = geometry.nearness(a);
    double stepX =
        ((geometry.nearness(b) - nearA) * (cy - ay) - (geometry.nearness(c) - nearA) * (by - ay))
            / area;
    double stepY =
        ((geometry.nearness(c) - nearA) * (bx - ax) - (geometry.nearness(b) - nearA) * (cx - ax))
            / area;
    for (int y = top; y <= bottom; y++) {
      double left = Double.MAX_VALUE;
      double right = -Double.MAX_VALUE;
      for (int edge = 0; edge < 3; edge++) {
        double x0 = edge == 0 ? ax : edge == 1 ? bx : cx;
        double y0 = edge == 0 ? ay : edge == 1 ? by : cy;
        double x1 = edge == 0 ? bx : edge == 1 ? cx : ax;
        double y1 = edge == 0 ? by : edge == 1 ? cy : ay;
        if (Math.min(y0, y1) <= y && y <= Math.max(y0, y1)) {
          // From the upper end always, so that neighbours cut their common edge alike.
          boolean down = y0 < y1;
          double fromX = down ? x0 : x1;
          double fromY = down ? y0 : y1;
          double tall = down ? y1 - y0 : y0 - y1;
          double x = tall == 0 ? fromX : fromX + (y - fromY) / tall * (down ? x1 - x0 : x0 - x1);
          left = Math.min(left, x);
          right = Math.max(right, x);
          if (tall == 0) {
            left = Math.min(left, Math.min(x0, x1));
            right = Math.max(right, Math.max(x0, x1));
          }
        }
      }
      int first = (int) Math.max(0, Math.ceil(left));
      int last = (int) Math.min(wide - 1, Math.floor(right));
      double near = nearA + stepX * (first - ax) + stepY * (y - ay);
      int at = y * wide + first;
      for (int x = first; x <= last; x++, at++, near += stepX) {
        if (near > nearness[at]) {
          nearness[at] = (float) near;
          seen[at] = t;
        }
      }
    }
  }

  private Rendered develop(Lighting lighting, FloatPicture backdrop, Film film) {
    byte[] rgb = new byte[3 * width * height];
    float[] face = new float[width * height];
    var fragment = new Fragment(geometry, lighting);
    int[] ids = new int[SAMPLES * SAMPLES];
    double[] sum = new double[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        gather(x, y, ids);
        Arrays.fill(sum, 0);
        int covered = 0;
        if (ids[0] != NONE && uniform(ids)) {
          fragment.light(ids[0], x + 0.5, y + 0.5, ids.length, sum);
          covered = geometry.face(ids[0]) ? ids.length : 0;
          Arrays.fill(ids, DONE);
        }
        for (int s = 0; s < ids.length; s++) {
          int triangle = ids[s];
          if (triangle == NONE) {
            for (int c = 0; c < 3; c++) {
              sum[c] += backdrop.data()[3 * pixel + c];
            }
          } else if (triangle >= 0) {
            int count = 0;
            double middleX = 0;
            double middleY = 0;
            for (int other = s; other < ids.length; other++) {
              if (ids[other] == triangle) {
                count++;
                int row = other / SAMPLES;
                middleX += other % SAMPLES + 0.5;
                middleY += row + 0.5;
                ids[other] = DONE;
              }
            }
            fragment.light(
                triangle, x + middleX / count / SAMPLES, y + middleY / count / SAMPLES, count, sum);
            covered += geometry.face(triangle) ? count : 0;
          }
        }
        for (int c = 0; c < 3; c++) {
          rgb[3 * pixel + c] = film.expose(sum[c] / ids.length);
        }
        face[pixel] = (float) covered / ids.length;
      }
    }
    return new Rendered(new Picture(width, height, rgb), new FloatPicture(width, height, 1, face));
  }

  private static boolean uniform(int[] ids) {
    for (int id : ids) {
      if (id != ids[0]) {
        return false;
      }
    }
    return true;
  }

  private void gather(int x, int y, int[] ids) {
    int at = y * SAMPLES * wide + x * SAMPLES;
    for (int s = 0; s < ids.length; s++) {
      ids[s] = seen[at + s / SAMPLES * wide + s % SAMPLES];
    }
  }
}
