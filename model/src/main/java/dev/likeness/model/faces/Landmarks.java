package dev.likeness.model.faces;

import dev.likeness.model.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The 68 points of the iBUG scheme (jaw 0 to 16, brows 17 to 26, nose 27 to 35, eyes 36 to 47,
 * mouth 48 to 67) as points of the face mesh. The jaw is the mesh's own border, so it ends at the
 * ears and does not slide along the cheek when the head turns.
 */
public final class Landmarks {
  private static final List<Integer> MESH =
      List.of(
          // jaw, from the picture's left ear over the chin
          127,
          234,
          93,
          132,
          58,
          172,
          150,
          176,
          152,
          400,
          379,
          397,
          288,
          361,
          323,
          454,
          356,
          // brows
          70,
          63,
          105,
          66,
          107,
          336,
          296,
          334,
          293,
          300,
          // nose: bridge, then base
          168,
          197,
          5,
          1,
          98,
          97,
          2,
          326,
          327,
          // eyes
          33,
          160,
          158,
          133,
          153,
          144,
          362,
          385,
          387,
          263,
          373,
          380,
          // mouth: outer, then inner lip line
          61,
          40,
          37,
          0,
          267,
          270,
          291,
          321,
          314,
          17,
          84,
          91,
          78,
          82,
          13,
          312,
          308,
          317,
          14,
          87);

  /** Points that neither speech nor blinks move: eye corners, nose bridge, nose base. */
  private static final List<Integer> RIGID = List.of(36, 39, 42, 45, 27, 28, 32, 33, 34);

  private Landmarks() {}

  /** The 68 landmarks of a mesh, in its pixels. */
  public static List<Point> of(Mesh mesh) {
    return MESH.stream().map(mesh::point).toList();
  }

  /** The number in the mesh of each of the 68 landmarks. */
  public static List<Integer> meshPoints() {
    return MESH;
  }

  /** The numbers among the 68 of the points that alignment uses. */
  public static List<Integer> rigid() {
    return RIGID;
  }

  /** Those of the 68 landmarks that alignment uses, in the order of {@link #rigid()}. */
  public static List<Point> rigidOf(List<Point> landmarks) {
    return RIGID.stream().map(landmarks::get).toList();
  }

  /**
   * The 68 landmarks of a picture mirrored left to right, renumbered so that each keeps its meaning
   * in the scheme.
   *
   * @param width width of the picture in pixels
   */
  public static List<Point> mirrored(List<Point> landmarks, double width) {
    List<Point> mirrored = new ArrayList<>(landmarks.size());
    IntStream.range(0, landmarks.size())
        .mapToObj(i -> landmarks.get(MIRROR.get(i)))
        .forEach(p -> mirrored.add(new Point(width - p.x(), p.y())));
    return List.copyOf(mirrored);
  }

  private static final List<Integer> MIRROR =
      List.of(
          16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, //
          26, 25, 24, 23, 22, 21, 20, 19, 18, 17, //
          27, 28, 29, 30, 35, 34, 33, 32, 31, //
          45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, //
          54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65);
}
