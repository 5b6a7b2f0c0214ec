package dev.likeness.model.faces;

import java.util.List;

/**
 * Everything {@code extract} says of one frame, as a line of JSON.
 *
 * @param frame ordinal of the frame, from 0
 * @param width width of the frame in pixels, as shown
 * @param faces by falling score, numbered from 0
 */
public record FrameFaces(
    int frame, int width, int height, FrameSignature signature, List<FaceRecord> faces) {
  public FrameFaces {
    faces = List.copyOf(faces);
  }
}
