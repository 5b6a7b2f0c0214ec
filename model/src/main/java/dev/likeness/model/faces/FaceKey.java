package dev.likeness.model.faces;

/**
 * Names one face: the SHA-256 of the medium (hexadecimal), the frame's ordinal from 0, and the
 * number of the face in that frame, from 0, by falling score.
 */
public record FaceKey(String medium, int frame, int number) implements Comparable<FaceKey> {
  @Override
  public int compareTo(FaceKey other) {
    int order = medium.compareTo(other.medium);
    order = order != 0 ? order : Integer.compare(frame, other.frame);
    return order != 0 ? order : Integer.compare(number, other.number);
  }
}
