package dev.likeness.model.training;

/**
 * Draws one face from a pack as a variation wants it: turn, zoom, shift, flip and warp in one
 * bilinear resampling. Holds buffers, so each thread has its own.
 */
final class FaceSampler {
  private final Pack pack;
  private final int size;
  private final byte[] picture;
  private final byte[] weights;
  private final Recolouring recolouring;
  private final double[] line = new double[2 * Variation.GRID];

  FaceSampler(Pack pack) {
    this.pack = pack;
    size = pack.shape().size();
    picture = new byte[pack.shape().pictureBytes()];
    weights = new byte[pack.shape().weightBytes()];
    recolouring = new Recolouring(size);
  }

  /**
   * Writes the face as input (warped), answer (not warped) and weights into place {@code slot} of
   * the three arrays of planes, {@code [batch, 3 or 1, size, size]}.
   */
  void sample(
      int face, Variation variation, int slot, float[] input, float[] answer, float[] weight) {
    pack.read(face, picture, weights);
    int area = size * size;
    double density = pack.shape().density();
    double middle = pack.shape().pictureSide() / 2.0 - 0.5;
    double cos = StrictMath.cos(variation.angle()) * density / variation.zoom();
    double sin = StrictMath.sin(variation.angle()) * density / variation.zoom();
    double mirror = variation.flip() ? -1 : 1;
    double half = size / 2.0;
    double shiftX = variation.shiftX() * size;
    double shiftY = variation.shiftY() * size;
    double weightScale = (double) pack.shape().weightSide() / pack.shape().pictureSide();
    int at = 0;
    double cells = (double) (Variation.GRID - 1) / size;
    for (int y = 0; y < size; y++) {
      gridLine(variation.warp(), y);
      for (int x = 0; x < size; x++, at++) {
        double u = mirror * (x + 0.5 - half) - shiftX;
        double v = y + 0.5 - half - shiftY;
        double px = cos * u + sin * v + middle;
        double py = cos * v - sin * u + middle;
        colour(px, py, answer, 3 * slot * area + at, area);
        weight[slot * area + at] =
            weight((px + 0.5) * weightScale - 0.5, (py + 0.5) * weightScale - 0.5);
        double across = (x + 0.5) * cells;
        int left = 2 * (int) across;
        double share = across - (int) across;
        double wu = u + mirror * (line[left] + share * (line[left + 2] - line[left]));
        double wv = v + line[left + 1] + share * (line[left + 3] - line[left + 1]);
        colour(
            cos * wu + sin * wv + middle,
            cos * wv - sin * wu + middle,
            input,
            3 * slot * area + at,
            area);
      }
    }
    if (variation.recolours()) {
      recolouring.apply(variation, answer, input, 3 * slot * area);
    }
  }

  /** The grid's offsets on the line through the centres of row {@code y}, in pixels. */
  private void gridLine(double[] warp, int y) {
    int cells = Variation.GRID - 1;
    double gy = (y + 0.5) * cells / size;
    int above = (int) gy;
    double fy = gy - above;
    int row = 2 * Variation.GRID;
    for (int i = 0; i < row; i++) {
      line[i] = size * (warp[above * row + i] * (1 - fy) + warp[(above + 1) * row + i] * fy);
    }
  }

  private void colour(double x, double y, float[] planes, int at, int area) {
    int side = pack.shape().pictureSide();
    float px = (float) within(x, side - 1.001);
    float py = (float) within(y, side - 1.001);
    int x0 = (int) px;
    int y0 = (int) py;
    float fx = px - x0;
    float fy = py - y0;
    float w11 = fx * fy / 255;
    float w10 = fy / 255 - w11;
    float w01 = fx / 255 - w11;
    float w00 = (1 - fx) / 255 - w10;
    int corner = 3 * (y0 * side + x0);
    int below = corner + 3 * side;
    for (int c = 0; c < 3; c++) {
      planes[at + c * area] =
          (picture[corner + c] & 255) * w00
              + (picture[corner + 3 + c] & 255) * w01
              + (picture[below + c] & 255) * w10
              + (picture[below + 3 + c] & 255) * w11;
    }
  }

  private float weight(double x, double y) {
    int side = pack.shape().weightSide();
    float px = (float) within(x, side - 1.001);
    float py = (float) within(y, side - 1.001);
    int x0 = (int) px;
    int y0 = (int) py;
    float fx = px - x0;
    float fy = py - y0;
    int corner = y0 * side + x0;
    float top = (weights[corner] & 255) * (1 - fx) + (weights[corner + 1] & 255) * fx;
    float bottom =
        (weights[corner + side] & 255) * (1 - fx) + (weights[corner + side + 1] & 255) * fx;
    return (top * (1 - fy) + bottom * fy) * pack.weightStep();
  }

  /** As {@link Math#clamp} from 0, which takes several times as long. */
  private static double within(double value, double most) {
    return value > 0 ? (value < most ? value : most) : 0;
  }
}
