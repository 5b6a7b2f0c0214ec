package dev.likeness.model.faces;

import dev.likeness.model.geometry.Box;
import java.util.ArrayList;
import java.util.List;

/** The faces of one head from frame to frame within one scene, in order, at most one per frame. */
final class Track {
  private final int scene;
  private final List<FaceRecord> faces = new ArrayList<>();

  Track(int scene, FaceRecord first) {
    this.scene = scene;
    faces.add(first);
  }

  int scene() {
    return scene;
  }

  List<FaceRecord> faces() {
    return faces;
  }

  void add(FaceRecord face) {
    faces.add(face);
  }

  int firstFrame() {
    return faces.getFirst().key().frame();
  }

  int lastFrame() {
    return faces.getLast().key().frame();
  }

  /**
   * How badly a face of a later frame fits: the distance from where this track would be by now, in
   * face sizes, plus the change of size as a logarithm.
   */
  double misfit(FaceRecord face) {
    Box last = MeshBounds.of(faces.getLast().mesh());
    Box next = MeshBounds.of(face.mesh());
    double x = last.center().x();
    double y = last.center().y();
    if (faces.size() > 1) {
      FaceRecord before = faces.get(faces.size() - 2);
      Box earlier = MeshBounds.of(before.mesh());
      double steps =
          (double) (face.key().frame() - lastFrame()) / (lastFrame() - before.key().frame());
      // Half of the last movement: a head that stops is as likely as one that goes on.
      x += 0.5 * steps * (x - earlier.center().x());
      y += 0.5 * steps * (y - earlier.center().y());
    }
    double size = Math.sqrt((side(last) * side(next)));
    double away = Math.hypot(next.center().x() - x, next.center().y() - y) / size;
    return away + Math.abs(Math.log(side(next) / side(last)));
  }

  private static double side(Box box) {
    return Math.max(1, Math.sqrt(box.area()));
  }
}
