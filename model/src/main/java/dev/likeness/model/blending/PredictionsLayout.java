package dev.likeness.model.blending;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The safetensors header of a predictions file. The file is 1,024 bytes (header length as
 * little-endian uint64, the header as JSON, spaces up to 1,024) and the tensors, all little-endian
 * and in this order: {@code faces} U16 {@code [N, size, size, 3]}, RGB times 65535; {@code keys}
 * I32 {@code [N, 2]}, frame and number; {@code frame_to_crop} F64 {@code [N, 6]}, a to f of the map
 * from frame to picture pixels. All faces are of one medium, by rising key.
 */
record PredictionsLayout(
    @JsonProperty("__metadata__") Facts facts,
    Tensor faces,
    Tensor keys,
    @JsonProperty("frame_to_crop") Tensor frameToCrop) {
  static final int HEADER_BYTES = 1024;
  static final String FORMAT = "likeness-predictions-1";

  /** Safetensors allows only strings here. */
  record Facts(String format, String medium) {}

  record Tensor(
      String dtype, List<Long> shape, @JsonProperty("data_offsets") List<Long> dataOffsets) {
    Tensor {
      shape = List.copyOf(shape);
      dataOffsets = List.copyOf(dataOffsets);
    }
  }

  static PredictionsLayout of(String medium, int size, long count) {
    long faces = count * faceBytes(size);
    long keys = faces + count * 8;
    long maps = keys + count * 48;
    return new PredictionsLayout(
        new Facts(FORMAT, medium),
        new Tensor("U16", List.of(count, (long) size, (long) size, 3L), List.of(0L, faces)),
        new Tensor("I32", List.of(count, 2L), List.of(faces, keys)),
        new Tensor("F64", List.of(count, 6L), List.of(keys, maps)));
  }

  static long faceBytes(int size) {
    return 6L * size * size;
  }

  /** Bytes of the whole file. */
  long fileBytes() {
    return HEADER_BYTES + frameToCrop.dataOffsets().getLast();
  }
}
