package dev.likeness.model.faces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights of face-api's copy of dlib's face descriptor network: one file in the order of its
 * manifest, each tensor either float32 or 8 bits with a scale and a smallest value of its own.
 */
final class DescriptorWeights {
  private static final String MANIFEST = "face_recognition_model.json";
  private static final String WEIGHTS = "face_recognition_model.bin";

  private final Map<String, float[]> tensors;

  private DescriptorWeights(Map<String, float[]> tensors) {
    this.tensors = tensors;
  }

  static DescriptorWeights load() {
    try (InputStream manifest = resource(MANIFEST);
        InputStream weights = resource(WEIGHTS)) {
      ByteBuffer bytes = ByteBuffer.wrap(weights.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      Map<String, float[]> tensors = new HashMap<>();
      for (JsonNode tensor : Json.MAPPER.readTree(manifest).get(0).get("weights")) {
        tensors.put(tensor.get("name").asText(), read(tensor, bytes));
      }
      if (bytes.hasRemaining()) {
        throw new IllegalStateException(
            WEIGHTS
                + " holds "
                + bytes.remaining()
                + " bytes that "
                + MANIFEST
                + " does not name.");
      }
      return new DescriptorWeights(tensors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tensor by name, in the order of its shape (filters: {@code [kH, kW, in, out]}). */
  float[] tensor(String name) {
    float[] tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException(MANIFEST + " names no " + name + ".");
    }
    return tensor;
  }

  private static float[] read(JsonNode tensor, ByteBuffer bytes) {
    int size = 1;
    for (JsonNode side : tensor.get("shape")) {
      size *= side.asInt();
    }
    float[] values = new float[size];
    JsonNode quantization = tensor.get("quantization");
    if (quantization == null) {
      bytes.asFloatBuffer().get(values);
      bytes.position(bytes.position() + 4 * size);
      return values;
    }
    double scale = quantization.get("scale").asDouble();
    double min = quantization.get("min").asDouble();
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((bytes.get() & 255) * scale + min);
    }
    return values;
  }

  private static InputStream resource(String name) {
    InputStream in = DescriptorWeights.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from this build.");
    }
    return in;
  }
}
