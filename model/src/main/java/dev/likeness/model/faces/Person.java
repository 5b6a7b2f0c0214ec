package dev.likeness.model.faces;

import java.util.List;

/**
 * Somebody seen in a medium.
 *
 * @param id {@code p1} for the one with most frames times area, and so on
 * @param frames in how many frames
 * @param areaShare mean share of the frame's area that the core box covers
 * @param bestFace the face to show this person by
 * @param descriptor mean descriptor, 128 numbers, or none when no face was good enough for a chip
 */
public record Person(
    String id, int frames, double areaShare, FaceKey bestFace, List<Double> descriptor) {
  public Person {
    descriptor = List.copyOf(descriptor);
  }

  /** How much of the medium this person fills: frames times area. */
  public double weight() {
    return frames * areaShare;
  }
}
