package dev.likeness.model.faces;

/** The canonical mesh as a picture would show it from afar, turned and moved as told. */
record TurnedHead(double x, double y, double size, double yaw, double pitch, double roll) {
  /** A head of this many pixels per centimetre that looks straight ahead. */
  static TurnedHead at(double x, double y, double size) {
    return new TurnedHead(x, y, size, 0, 0, 0);
  }

  Mesh mesh() {
    double[] points = CanonicalFace.load().points();
    double[] xyz = new double[points.length];
    double cy = Math.cos(Math.toRadians(yaw));
    double sy = Math.sin(Math.toRadians(yaw));
    double cp = Math.cos(Math.toRadians(pitch));
    double sp = Math.sin(Math.toRadians(pitch));
    double cr = Math.cos(Math.toRadians(roll));
    double sr = Math.sin(Math.toRadians(roll));
    for (int i = 0; i < points.length; i += 3) {
      double px = points[i];
      double py = points[i + 1];
      double pz = points[i + 2]; // towards the viewer
      // Looking up carries the front (z) upwards (y).
      double uy = py * cp + pz * sp;
      double uz = -py * sp + pz * cp;
      // Turning to the picture's right carries the front to positive x.
      double tx = px * cy + uz * sy;
      double tz = -px * sy + uz * cy;
      // Clockwise in a picture whose y points down.
      double down = -uy;
      xyz[i] = x + size * (tx * cr - down * sr);
      xyz[i + 1] = y + size * (tx * sr + down * cr);
      xyz[i + 2] = -size * tz;
    }
    return new Mesh(xyz);
  }
}
