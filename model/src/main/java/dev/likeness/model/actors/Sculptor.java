package dev.likeness.model.actors;

/** Turns the canonical mesh into one person's neutral face. */
final class Sculptor {
  private Sculptor() {}

  /** The points of a neutral face, {@code [468, 3]} in centimetres. */
  static double[] sculpt(FaceTopology topology, Look.Skull skull) {
    double[] p = topology.points();
    for (int i = 0; i < p.length; i += 3) {
      double x = p[i];
      double y = p[i + 1];
      double side = Math.abs(x);
      double inner = 0.3 + 0.7 * Math.min(1, topology.distanceToRim(i / 3) / 3.0);
      double lower = Noise.step(-1, -7, y);
      p[i] += x * inner * (skull.jaw() * lower + skull.cheeks() * Noise.bell(y + 0.6, 2.4));
      double chin = Noise.step(-5.5, -8.5, y) * Noise.bell(x, 3.2);
      p[i + 1] -= 2.2 * inner * skull.chin() * chin;
      p[i + 2] += 2.5 * skull.chin() * chin * inner;
      double nose = Noise.bell(x, 1.7) * Noise.bell(y + 0.3, 1.5);
      p[i + 2] += 3 * skull.noseLength() * nose;
      p[i + 1] -= 0.7 * skull.noseLength() * nose;
      p[i] += x * skull.noseWidth() * Noise.bell(side - 1, 1.3) * Noise.bell(y + 1, 2.2);
      p[i + 2] += 2 * skull.browRidge() * Noise.bell(y - 4.4, 1.1) * Noise.bell(side - 2.6, 3);
      double lips = Noise.bell(x, 2.9) * Noise.bell(y + 4.4, 1.6);
      p[i + 1] += (y + 4.3) * skull.lips() * lips;
      p[i + 2] += 1.6 * skull.lips() * lips;
    }
    for (int side = 0; side < 2; side++) {
      openEye(p, FaceTopology.UPPER_LID[side], 1, skull.eyeOpening());
      openEye(p, FaceTopology.UPPER_LID_FOLD[side], 0.7, skull.eyeOpening());
      openEye(p, FaceTopology.LOWER_LID[side], -0.35, skull.eyeOpening());
    }
    return p;
  }

  private static void openEye(double[] p, int[] lid, double share, double opening) {
    for (int k = 1; k + 1 < lid.length; k++) {
      double middle = StrictMath.sin(Math.PI * k / (lid.length - 1));
      p[3 * lid[k] + 1] += 0.55 * share * opening * middle;
    }
  }
}
