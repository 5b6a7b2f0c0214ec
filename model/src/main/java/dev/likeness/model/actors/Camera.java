package dev.likeness.model.actors;

/**
 * A pinhole camera 85 cm in front of the origin: where the origin appears, in pixels, and how many
 * pixels one centimetre has there.
 */
record Camera(double x, double y, double scale) {
  static final double DISTANCE = 85;
}
