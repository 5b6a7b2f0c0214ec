package dev.likeness.model.actors;

import java.util.HashMap;
import java.util.Map;

/** Moves a neutral face into what its owner does: jaw, lips, brows and lids. */
final class Expression {
  /** Radians by which the jaw turns when the mouth is wide open. */
  static final double JAW_TURN = 0.24;

  private static final double HINGE_Y = 0.3;
  private static final double HINGE_Z = -3;
  private static final int[] STILL = {
    1, 4, 5, 2, 168, 6, 197, 195, 10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 109, 67, 103, 54,
    21, 162, 127, 234, 93
  };

  private final double[] jaw;
  private final double[][] corners = new double[2][];
  private final double[] brows;
  private final double[] lipCentre;

  Expression(FaceTopology topology) {
    jaw = topology.harmonic(jawField());
    for (int side = 0; side < 2; side++) {
      corners[side] = topology.harmonic(cornerField(side));
    }
    brows = topology.harmonic(browField());
    lipCentre = topology.harmonic(lipField());
  }

  /** The face at a moment; lids slide over the eyeballs. Head coordinates, {@code [468, 3]}. */
  double[] apply(double[] neutral, Eyeball[] eyes, Moment moment) {
    double[] p = neutral.clone();
    closeLips(p, neutral);
    double smile = moment.smile();
    double pucker = moment.pucker();
    for (int i = 0; i < jaw.length; i++) {
      for (int side = 0; side < 2; side++) {
        double outwards = side == 0 ? -1 : 1;
        double share = corners[side][i];
        p[3 * i] += share * outwards * (0.75 * smile - 0.65 * pucker);
        p[3 * i + 1] += share * 0.6 * smile;
        p[3 * i + 2] += share * (0.4 * pucker - 0.45 * smile);
      }
      p[3 * i + 2] += lipCentre[i] * (0.55 * pucker - 0.2 * Math.max(0, smile));
      p[3 * i + 1] += brows[i] * 0.65 * moment.brows();
      turnJaw(p, 3 * i, JAW_TURN * moment.jaw() * jaw[i]);
    }
    for (int side = 0; side < 2; side++) {
      closeLids(p, side, eyes[side], moment);
    }
    return p;
  }

  /** Turns the point at {@code at} about the jaw's hinge. */
  static void turnJaw(double[] p, int at, double radians) {
    double y = p[at + 1] - HINGE_Y;
    double z = p[at + 2] - HINGE_Z;
    double cos = StrictMath.cos(radians);
    double sin = StrictMath.sin(radians);
    p[at + 1] = HINGE_Y + y * cos - z * sin;
    p[at + 2] = HINGE_Z + y * sin + z * cos;
  }

  /** The canonical mouth stands open a little; lips at rest touch. */
  private static void closeLips(double[] p, double[] neutral) {
    for (int k = 1; k < 10; k++) {
      int upper = FaceTopology.UPPER_LIP[0][k];
      int lower = FaceTopology.LOWER_LIP[0][k];
      double gap = neutral[3 * upper + 1] - neutral[3 * lower + 1];
      for (int ring = 0; ring < 4; ring++) {
        double share = 0.5 * (1 - ring / 4.0);
        p[3 * FaceTopology.UPPER_LIP[ring][k] + 1] -= share * gap;
        p[3 * FaceTopology.LOWER_LIP[ring][k] + 1] += share * gap;
      }
    }
  }

  private static void closeLids(double[] p, int side, Eyeball eye, Moment moment) {
    int[] upper = FaceTopology.UPPER_LID[side];
    int[] lower = FaceTopology.LOWER_LID[side];
    double follow = Math.clamp(-moment.gazeY() / 45, -0.12, 0.3);
    double down = Math.max(moment.lids(), follow);
    double squint = 0.16 * Math.max(0, moment.smile());
    double up = 0.14 * moment.lids() + squint;
    for (int k = 1; k + 1 < upper.length; k++) {
      double[] gap = new double[3];
      for (int c = 0; c < 3; c++) {
        gap[c] = p[3 * lower[k] + c] - p[3 * upper[k] + c];
      }
      for (int c = 0; c < 3; c++) {
        p[3 * upper[k] + c] += gap[c] * Math.min(down, 1 - up);
        p[3 * lower[k] + c] -= gap[c] * up;
        p[3 * FaceTopology.UPPER_LID_FOLD[side][k] + c] += gap[c] * 0.35 * down;
        p[3 * FaceTopology.LOWER_LID_FOLD[side][k] + c] -= gap[c] * 0.4 * up;
      }
    }
    for (int k = 0; k < upper.length; k++) {
      eye.pushOut(p, upper[k], 0.05);
      eye.pushOut(p, lower[k], 0.05);
      eye.pushOut(p, FaceTopology.UPPER_LID_FOLD[side][k], 0.12);
      eye.pushOut(p, FaceTopology.LOWER_LID_FOLD[side][k], 0.12);
    }
  }

  private static Map<Integer, Double> jawField() {
    var field = still();
    for (int ring = 0; ring < 4; ring++) {
      for (int k = 1; k < 10; k++) {
        field.put(FaceTopology.UPPER_LIP[ring][k], 0.0);
        double along = StrictMath.sin(Math.PI * k / 10);
        field.put(FaceTopology.LOWER_LIP[ring][k], 0.45 + 0.55 * Math.sqrt(along));
      }
      field.put(FaceTopology.UPPER_LIP[ring][0], 0.42);
      field.put(FaceTopology.UPPER_LIP[ring][10], 0.42);
    }
    double[] alongJaw = {0.12, 0.35, 0.6, 0.8, 0.92, 1, 1, 1};
    int[] left = {132, 58, 172, 136, 150, 149, 176, 148};
    int[] right = {361, 288, 397, 365, 379, 378, 400, 377};
    for (int k = 0; k < alongJaw.length; k++) {
      field.put(left[k], alongJaw[k]);
      field.put(right[k], alongJaw[k]);
    }
    field.put(152, 1.0);
    return field;
  }

  private static Map<Integer, Double> cornerField(int side) {
    var field = still();
    for (int point : FaceTopology.OVAL) {
      field.put(point, 0.0);
    }
    for (int ring = 0; ring < 4; ring++) {
      int[] lips = FaceTopology.UPPER_LIP[ring];
      field.put(lips[side == 0 ? 0 : 10], 1.0);
      field.put(lips[side == 0 ? 10 : 0], 0.0);
      field.put(lips[5], 0.0);
      field.put(FaceTopology.LOWER_LIP[ring][5], 0.0);
    }
    lidsStill(field);
    return field;
  }

  private static Map<Integer, Double> browField() {
    var field = still();
    for (int side = 0; side < 2; side++) {
      for (int point : FaceTopology.BROW_TOP[side]) {
        field.put(point, 1.0);
      }
      for (int point : FaceTopology.BROW_BOTTOM[side]) {
        field.put(point, 1.0);
      }
    }
    lidsStill(field);
    return field;
  }

  private static Map<Integer, Double> lipField() {
    var field = still();
    for (int point : FaceTopology.OVAL) {
      field.put(point, 0.0);
    }
    for (int ring = 0; ring < 4; ring++) {
      for (int k = 0; k < 11; k++) {
        double weight = StrictMath.sin(Math.PI * k / 10);
        field.put(FaceTopology.UPPER_LIP[ring][k], weight);
        field.put(FaceTopology.LOWER_LIP[ring][k], weight);
      }
    }
    return field;
  }

  private static Map<Integer, Double> still() {
    var field = new HashMap<Integer, Double>();
    for (int point : STILL) {
      field.put(point, 0.0);
    }
    return field;
  }

  private static void lidsStill(Map<Integer, Double> field) {
    for (int side = 0; side < 2; side++) {
      for (int[][] lid : new int[][][] {FaceTopology.UPPER_LID, FaceTopology.LOWER_LID}) {
        for (int point : lid[side]) {
          field.put(point, 0.0);
        }
      }
    }
  }
}
