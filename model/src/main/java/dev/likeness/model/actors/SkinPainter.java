package dev.likeness.model.actors;

/** Paints a face's skin onto the canonical mesh's texture: brows, lips, lids, marks, pores. */
final class SkinPainter {
  private static final int SIZE = 512;
  private static final Colour SHADE = Colour.of(0x6E3A2C);

  private final FaceTopology topology;
  private final Look.Paint paint;
  private final Noise noise;
  private final Canvas canvas = new Canvas(SIZE);
  private final double[][] oval;
  private final double[][] lips;

  private SkinPainter(FaceTopology topology, Look.Paint paint, long seed) {
    this.topology = topology;
    this.paint = paint;
    noise = new Noise(seed);
    oval = places(FaceTopology.OVAL);
    lips = ring(FaceTopology.UPPER_LIP[3], FaceTopology.LOWER_LIP[3]);
  }

  static Texture paint(FaceTopology topology, Look.Paint paint, long seed) {
    var painter = new SkinPainter(topology, paint, seed);
    painter.canvas.fill(paint.skin(), (u, v) -> 1);
    painter.complexion();
    painter.hollows();
    painter.marks();
    painter.beard();
    painter.mouth();
    for (int side = 0; side < 2; side++) {
      painter.eye(side);
      painter.brow(side);
    }
    painter.pores();
    return painter.canvas.texture();
  }

  private void complexion() {
    var red = paint.skin().towards(Colour.of(0xB84A3C), 0.55);
    double blush = 0.25 + 0.55 * paint.blush();
    double[] left = place(50);
    double[] right = place(280);
    double[] tip = place(4);
    canvas.spot(left[0], left[1], 0.085, 0.07, red, blush);
    canvas.spot(right[0], right[1], 0.085, 0.07, red, blush);
    canvas.spot(tip[0], tip[1], 0.05, 0.05, red, 0.8 * blush);
    canvas.spot(0.5, 0.86, 0.06, 0.04, red, 0.5 * blush);
    canvas.spot(0.5, 0.2, 0.2, 0.07, paint.skin().times(1.12), 0.5);
  }

  private void hollows() {
    for (int side = 0; side < 2; side++) {
      double[] lid = middle(FaceTopology.UPPER_LID_FOLD[side]);
      double[] bag = middle(FaceTopology.LOWER_LID_FOLD[side]);
      canvas.spot(lid[0], lid[1] - 0.012, 0.09, 0.04, SHADE, 0.34);
      canvas.spot(bag[0], bag[1] + 0.012, 0.07, 0.025, SHADE, 0.2);
      double inner = side == 0 ? -1 : 1;
      canvas.spot(0.5 + inner * 0.052, 0.37, 0.022, 0.05, SHADE, 0.3);
      double[] wing = place(side == 0 ? 129 : 358);
      canvas.spot(wing[0], wing[1], 0.016, 0.026, SHADE, 0.5);
      double[] nostril = place(side == 0 ? 79 : 309);
      canvas.spot(nostril[0], nostril[1] + 0.004, 0.016, 0.008, Colour.of(0x2A120D), 0.95);
      int[] fold = side == 0 ? new int[] {129, 203, 206, 216} : new int[] {358, 423, 426, 436};
      canvas.line(places(fold), t -> 0.012, SHADE, 0.16 + 0.3 * paint.lines());
    }
    double[] underLip = place(18);
    canvas.spot(0.5, underLip[1] + 0.008, 0.07, 0.016, SHADE, 0.35);
    canvas.spot(0.5, 0.635, 0.012, 0.02, SHADE, 0.25);
    for (int i = 0; i < 3; i++) {
      double height = 0.165 + 0.035 * i;
      double[][] wrinkle = new double[9][];
      for (int k = 0; k < 9; k++) {
        double u = 0.36 + 0.035 * k;
        wrinkle[k] = new double[] {u, height + 0.012 * noise.smooth(4 * u + 9 * i, i)};
      }
      canvas.line(wrinkle, t -> 0.006, SHADE, 0.4 * paint.lines());
    }
  }

  private void marks() {
    for (int i = 0; i < 260; i++) {
      double u = noise.between(10L * i, 0.2, 0.8);
      double v = noise.between(10L * i + 1, 0.38, 0.64);
      double nearNose = Noise.bell(u - 0.5, 0.22) * Noise.bell(v - 0.49, 0.09);
      if (noise.number(10L * i + 2) < nearNose && paint.freckles() > 0) {
        double radius = noise.between(10L * i + 3, 0.0028, 0.0058);
        double strength = paint.freckles() * noise.between(10L * i + 4, 0.3, 0.75);
        canvas.spot(u, v, radius, radius, Colour.of(0x8A4A2C), strength);
      }
    }
    for (Look.Spot mole : paint.moles()) {
      canvas.spot(mole.u(), mole.v(), mole.radius(), mole.radius(), Colour.of(0x3A1E14), 0.95);
    }
  }

  private void beard() {
    if (paint.stubble() == 0) {
      return;
    }
    var shadow = paint.skin().times(0.34).towards(Colour.of(0x3C4148), 0.5);
    canvas.fill(
        0,
        0.5,
        1,
        1,
        shadow,
        (u, v) -> {
          double side = Math.abs(u - 0.5);
          double cheekLine = 0.67 - 0.9 * Math.max(0, side - 0.16);
          double area = Noise.step(cheekLine - 0.03, cheekLine + 0.05, v);
          double moustache = Noise.step(0.60, 0.63, v) * Noise.step(0.17, 0.11, side);
          double bare = Noise.step(0.0, 0.012, Canvas.signedDistance(lips, u, v));
          double underLip = 1 - 0.5 * Noise.bell(v - 0.79, 0.02) * Noise.step(0.06, 0.12, side);
          double hairs = 0.55 + 0.75 * noise.smooth(u * 190, v * 150);
          return Math.clamp(
              paint.stubble() * Math.max(area, moustache) * bare * underLip * hairs * rim(u, v),
              0,
              0.9);
        });
  }

  private void mouth() {
    double[][] inner = ring(FaceTopology.UPPER_LIP[0], FaceTopology.LOWER_LIP[0]);
    canvas.fill(
        0.3,
        0.6,
        0.7,
        0.8,
        paint.lip(),
        (u, v) -> {
          double edge = Noise.step(0.004, -0.006, Canvas.signedDistance(lips, u, v));
          return edge * (0.78 + 0.22 * noise.smooth(u * 140, v * 25));
        });
    canvas.spot(0.5, place(16)[1], 0.05, 0.012, paint.lip().times(1.5), 0.35);
    canvas.fill(
        0.3,
        0.6,
        0.7,
        0.8,
        Colour.of(0x4A1A1C),
        (u, v) -> 0.75 * Noise.step(0.011, 0.001, Canvas.signedDistance(inner, u, v)));
  }

  private void eye(int side) {
    double[][] upper = places(FaceTopology.UPPER_LID[side]);
    double[][] lower = places(FaceTopology.LOWER_LID[side]);
    double[][] fold = places(FaceTopology.UPPER_LID_FOLD[side]);
    canvas.line(lower, t -> 0.006, Colour.of(0xA8675A), 0.6);
    canvas.line(lower, t -> 0.0035, Colour.of(0x3A2018), 0.4);
    canvas.line(upper, t -> 0.0058, Colour.of(0x1E1210), 0.85);
    canvas.line(fold, t -> 0.006, SHADE, 0.6);
  }

  private void brow(int side) {
    double[][] top = places(FaceTopology.BROW_TOP[side]);
    double[][] bottom = places(FaceTopology.BROW_BOTTOM[side]);
    double[][] line = new double[25][];
    for (int i = 0; i < line.length; i++) {
      double t = i / 24.0 * 3.999;
      int k = (int) t;
      double share = t - k;
      double u = 0;
      double v = 0;
      for (double[][] edge : new double[][][] {top, bottom}) {
        u += Noise.lerp(edge[k][0], edge[k + 1][0], share) / 2;
        v += Noise.lerp(edge[k][1], edge[k + 1][1], share) / 2;
      }
      line[i] = new double[] {u, v - paint.browArch() * 0.03 * StrictMath.sin(t / 4 * Math.PI)};
    }
    double thickness = paint.browThickness();
    canvas.line(line, t -> thickness * 1.1 * taper(t), paint.brow(), 0.45);
    double out = side == 0 ? -1 : 1;
    for (int i = 0; i < 260; i++) {
      double t = noise.number(700L + 5L * i + 2000L * side);
      double across = noise.between(701L + 5L * i + 2000L * side, -1, 1) * thickness * taper(t);
      double[] root = line[(int) (t * 24.99)];
      double lean = Noise.lerp(0.25, 1.2, t);
      double length = thickness * noise.between(702L + 5L * i + 2000L * side, 0.7, 1.2);
      double[][] strand = {
        {root[0], root[1] + across},
        {root[0] + out * lean * length, root[1] + across - length * (0.8 - 0.5 * t)}
      };
      canvas.line(strand, s -> 0.0022, paint.brow(), 0.75);
    }
  }

  private void pores() {
    canvas.modulate(
        new double[] {0.6, 1, 1.1},
        (u, v) ->
            rim(u, v) * 0.16 * (noise.smooth(u * 7, v * 7) - 0.5)
                + 0.09 * (noise.smooth(u * 34 + 50, v * 34) - 0.5)
                + 0.10 * (noise.smooth(u * 120, v * 120 + 50) - 0.5)
                - 0.12 * Noise.step(0.155, 0.105, v));
  }

  /** 0 at the mesh's rim, where two actors must look alike, 1 well inside. */
  private double rim(double u, double v) {
    return Noise.step(-0.02, -0.1, Canvas.signedDistance(oval, u, v));
  }

  private static double taper(double t) {
    return 0.55 + 0.6 * Noise.step(0, 0.25, t) - 0.75 * Noise.step(0.45, 1, t);
  }

  private double[] place(int point) {
    return new double[] {topology.uv()[2 * point], topology.uv()[2 * point + 1]};
  }

  private double[][] places(int[] points) {
    double[][] places = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      places[i] = place(points[i]);
    }
    return places;
  }

  /** Two edges with common ends as one closed outline. */
  private double[][] ring(int[] upper, int[] lower) {
    double[][] ring = new double[2 * upper.length - 2][];
    for (int i = 0; i < upper.length; i++) {
      ring[i] = place(upper[i]);
    }
    for (int i = 1; i + 1 < lower.length; i++) {
      ring[ring.length - i] = place(lower[i]);
    }
    return ring;
  }

  private double[] middle(int[] points) {
    double u = 0;
    double v = 0;
    for (int point : points) {
      u += topology.uv()[2 * point] / points.length;
      v += topology.uv()[2 * point + 1] / points.length;
    }
    return new double[] {u, v};
  }
}
