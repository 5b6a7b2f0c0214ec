package dev.likeness.model.faces;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.likeness.model.geometry.Point;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * The 468 points of MediaPipe's face mesh, {@code [468, 3]}: x and y in frame pixels, z in the same
 * unit, smaller towards the camera. As JSON: base64 of little-endian float32, so rounded to float32
 * here.
 */
public final class Mesh {
  public static final int POINTS = 468;

  private final float[] xyz;

  /** Copies {@code xyz}, which holds {@code [468, 3]}. */
  public Mesh(double[] xyz) {
    if (xyz.length != 3 * POINTS) {
      throw new IllegalArgumentException(
          "A mesh has " + 3 * POINTS + " numbers, not " + xyz.length);
    }
    this.xyz = new float[xyz.length];
    for (int i = 0; i < xyz.length; i++) {
      this.xyz[i] = (float) xyz[i];
    }
  }

  @JsonCreator
  static Mesh parse(String base64) {
    var floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    double[] xyz = new double[floats.remaining()];
    for (int i = 0; i < xyz.length; i++) {
      xyz[i] = floats.get(i);
    }
    return new Mesh(xyz);
  }

  @JsonValue
  String text() {
    var bytes = ByteBuffer.allocate(4 * xyz.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(xyz);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  public Point point(int index) {
    return new Point(xyz[3 * index], xyz[3 * index + 1]);
  }

  public double z(int index) {
    return xyz[3 * index + 2];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mesh mesh && Arrays.equals(xyz, mesh.xyz);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(xyz);
  }
}
