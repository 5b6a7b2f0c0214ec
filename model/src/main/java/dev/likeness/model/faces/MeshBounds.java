package dev.likeness.model.faces;

import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;

/** The upright box around a mesh, in its pixels. */
final class MeshBounds {
  private MeshBounds() {}

  static Box of(Mesh mesh) {
    double left = Double.POSITIVE_INFINITY;
    double top = left;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = right;
    for (int i = 0; i < Mesh.POINTS; i++) {
      Point p = mesh.point(i);
      left = Math.min(left, p.x());
      right = Math.max(right, p.x());
      top = Math.min(top, p.y());
      bottom = Math.max(bottom, p.y());
    }
    return new Box(left, top, right - left, bottom - top);
  }
}
