package dev.likeness.model.actors;

import dev.likeness.model.faces.CanonicalFace;
import dev.likeness.model.faces.Mesh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the points of the canonical mesh hang together: its rim, its rings around eyes and mouth, and
 * its skin with holes where eyes and mouth open.
 */
final class FaceTopology {
  static final int[] OVAL = {
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
  };

  /** From the inside of the mouth outwards; each from the picture's left corner to the right. */
  static final int[][] UPPER_LIP = {
    {78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308},
    {62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292},
    {76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306},
    {61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291}
  };

  static final int[][] LOWER_LIP = {
    {78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308},
    {62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292},
    {76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306},
    {61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291}
  };

  /** Lid edges, the eye on the picture's left first; each from the outer corner to the inner. */
  static final int[][] UPPER_LID = {
    {33, 246, 161, 160, 159, 158, 157, 173, 133}, {263, 466, 388, 387, 386, 385, 384, 398, 362}
  };

  static final int[][] LOWER_LID = {
    {33, 7, 163, 144, 145, 153, 154, 155, 133}, {263, 249, 390, 373, 374, 380, 381, 382, 362}
  };

  static final int[][] UPPER_LID_FOLD = {
    {130, 247, 30, 29, 27, 28, 56, 190, 243}, {359, 467, 260, 259, 257, 258, 286, 414, 463}
  };

  static final int[][] LOWER_LID_FOLD = {
    {130, 25, 110, 24, 23, 22, 26, 112, 243}, {359, 255, 339, 254, 253, 252, 256, 341, 463}
  };

  /** Brow edges, the one on the picture's left first; each from the nose outwards. */
  static final int[][] BROW_TOP = {{107, 66, 105, 63, 70}, {336, 296, 334, 293, 300}};

  static final int[][] BROW_BOTTOM = {{55, 65, 52, 53, 46}, {285, 295, 282, 283, 276}};

  private final CanonicalFace canonical = CanonicalFace.load();
  private final int[] skin;
  private final List<List<Integer>> neighbours = new ArrayList<>();
  private final int[] distanceToRim = new int[Mesh.POINTS];

  FaceTopology() {
    for (int i = 0; i < Mesh.POINTS; i++) {
      neighbours.add(new ArrayList<>());
    }
    int[] all = canonical.triangles();
    var kept = new ArrayList<Integer>();
    List<int[]> holes =
        List.of(
            join(UPPER_LIP[0], LOWER_LIP[0]),
            join(UPPER_LID[0], LOWER_LID[0]),
            join(UPPER_LID[1], LOWER_LID[1]));
    for (int t = 0; t < all.length; t += 3) {
      int[] corners = {all[t], all[t + 1], all[t + 2]};
      if (holes.stream().noneMatch(hole -> containsAll(hole, corners))) {
        for (int i = 0; i < 3; i++) {
          kept.add(corners[i]);
          neighbours.get(corners[i]).add(corners[(i + 1) % 3]);
          neighbours.get(corners[i]).add(corners[(i + 2) % 3]);
        }
      }
    }
    skin = kept.stream().mapToInt(Integer::intValue).toArray();
    measureRim();
  }

  /** The neutral points of the canonical mesh, {@code [468, 3]} in centimetres, a fresh copy. */
  double[] points() {
    return canonical.points().clone();
  }

  /** Texture coordinates, {@code [468, 2]}; read only. */
  double[] uv() {
    return canonical.uv();
  }

  /** Triangles of the skin, without the holes of eyes and mouth; read only. */
  int[] skin() {
    return skin;
  }

  /** Steps along edges from a point to the rim. */
  int distanceToRim(int point) {
    return distanceToRim[point];
  }

  /** The triangles of the skin with every corner at most this many steps from the rim. */
  int[] nearRim(int steps) {
    var near = new ArrayList<Integer>();
    for (int t = 0; t < skin.length; t += 3) {
      if (distanceToRim[skin[t]] <= steps
          && distanceToRim[skin[t + 1]] <= steps
          && distanceToRim[skin[t + 2]] <= steps) {
        near.addAll(List.of(skin[t], skin[t + 1], skin[t + 2]));
      }
    }
    return near.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The harmonic field over the skin that takes the given values at the given points: how far each
   * point follows when those points move.
   */
  double[] harmonic(Map<Integer, Double> fixed) {
    double[] field = new double[Mesh.POINTS];
    fixed.forEach((point, value) -> field[point] = value);
    for (int round = 0; round < 400; round++) {
      for (int i = 0; i < Mesh.POINTS; i++) {
        if (!fixed.containsKey(i)) {
          double sum = 0;
          for (int neighbour : neighbours.get(i)) {
            sum += field[neighbour];
          }
          field[i] = sum / neighbours.get(i).size();
        }
      }
    }
    return field;
  }

  private void measureRim() {
    Arrays.fill(distanceToRim, Integer.MAX_VALUE);
    List<Integer> front = Arrays.stream(OVAL).boxed().toList();
    for (int steps = 0; !front.isEmpty(); steps++) {
      var next = new ArrayList<Integer>();
      for (int point : front) {
        if (distanceToRim[point] > steps) {
          distanceToRim[point] = steps;
          next.addAll(neighbours.get(point));
        }
      }
      front = next;
    }
  }

  private static int[] join(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static boolean containsAll(int[] set, int[] wanted) {
    return Arrays.stream(wanted).allMatch(w -> Arrays.stream(set).anyMatch(s -> s == w));
  }
}
