package dev.likeness.model.faces;

import dev.likeness.model.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills the frames of a track that the detector missed, straight between the faces around them. */
final class Bridging {
  private Bridging() {}

  /**
   * One face for every frame from a track's first to its last.
   *
   * @param numbers the next free number of a face in each frame; what is taken is counted on
   * @param added receives the keys of the faces that were filled in
   */
  static List<FaceRecord> bridged(
      List<FaceRecord> faces, Map<Integer, Integer> numbers, Set<FaceKey> added) {
    List<FaceRecord> all = new ArrayList<>();
    for (FaceRecord next : faces) {
      if (!all.isEmpty()) {
        FaceRecord last = all.getLast();
        int from = last.key().frame();
        for (int frame = from + 1; frame < next.key().frame(); frame++) {
          int number = numbers.merge(frame, 1, Integer::sum) - 1;
          var key = new FaceKey(next.key().medium(), frame, number);
          double share = (double) (frame - from) / (next.key().frame() - from);
          added.add(key);
          all.add(between(key, last, next, share));
        }
      }
      all.add(next);
    }
    return all;
  }

  private static FaceRecord between(FaceKey key, FaceRecord a, FaceRecord b, double share) {
    double[] xyz = new double[3 * Mesh.POINTS];
    for (int i = 0; i < Mesh.POINTS; i++) {
      xyz[3 * i] = mix(a.mesh().point(i).x(), b.mesh().point(i).x(), share);
      xyz[3 * i + 1] = mix(a.mesh().point(i).y(), b.mesh().point(i).y(), share);
      xyz[3 * i + 2] = mix(a.mesh().z(i), b.mesh().z(i), share);
    }
    Mesh mesh = new Mesh(xyz);
    Box from = a.box();
    Box to = b.box();
    return new FaceRecord(
        key,
        new Box(
            mix(from.x(), to.x(), share),
            mix(from.y(), to.y(), share),
            mix(from.width(), to.width(), share),
            mix(from.height(), to.height(), share)),
        0,
        mesh,
        0,
        Posing.canonical().of(mesh),
        new Quality(
            mix(a.quality().size(), b.quality().size(), share),
            0,
            mix(a.quality().inside(), b.quality().inside(), share),
            mix(a.quality().brightness(), b.quality().brightness(), share)),
        false);
  }

  private static double mix(double a, double b, double share) {
    return a + share * (b - a);
  }
}
