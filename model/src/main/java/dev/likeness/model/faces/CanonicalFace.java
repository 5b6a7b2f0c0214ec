package dev.likeness.model.faces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * MediaPipe's canonical face mesh: a neutral head of 468 points and 898 triangles, the same points
 * as {@link Mesh}. {@code points} is {@code [468, 3]} in centimetres with x to the picture's right,
 * y up and z towards the viewer; {@code uv} is {@code [468, 2]} in 0 to 1 with v down; {@code
 * triangles} is {@code [898, 3]} of point numbers.
 */
@SuppressWarnings("ArrayRecordComponent") // tables, compared by nobody
public record CanonicalFace(double[] points, double[] uv, int[] triangles) {
  private static final int TRIANGLES = 898;

  /** Reads the mesh that is part of this library; the arrays belong to the caller. */
  public static CanonicalFace load() {
    double[] points = new double[3 * Mesh.POINTS];
    double[] uv = new double[2 * Mesh.POINTS];
    int[] triangles = new int[3 * TRIANGLES];
    int vertex = 0;
    int triangle = 0;
    for (String line : text().lines().toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "v" -> {
          for (int i = 0; i < 3; i++) {
            points[3 * vertex + i] = Double.parseDouble(words[1 + i]);
          }
          for (int i = 0; i < 2; i++) {
            uv[2 * vertex + i] = Double.parseDouble(words[4 + i]);
          }
          vertex++;
        }
        case "t" -> {
          for (int i = 0; i < 3; i++) {
            triangles[3 * triangle + i] = Integer.parseInt(words[1 + i]);
          }
          triangle++;
        }
        default -> {} // the comment that names the origin
      }
    }
    if (vertex != Mesh.POINTS || triangle != TRIANGLES) {
      throw new IllegalStateException(
          "canonical-face.txt holds " + vertex + " points and " + triangle + " triangles.");
    }
    return new CanonicalFace(points, uv, triangles);
  }

  private static String text() {
    try (var in = CanonicalFace.class.getResourceAsStream("canonical-face.txt")) {
      if (in == null) {
        throw new IllegalStateException("canonical-face.txt is missing from this build.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
