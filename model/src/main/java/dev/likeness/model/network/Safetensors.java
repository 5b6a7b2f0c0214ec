package dev.likeness.model.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Tensors as a file in the safetensors format: eight bytes of header length, a JSON header, float32
 * little-endian data. Any size: nothing is held in memory twice.
 */
public final class Safetensors {
  private static final int SLICE = 8 << 20;
  private static final long LARGEST_HEADER = 100L << 20;

  private Safetensors() {}

  private record Entry(String dtype, List<Long> shape, List<Long> data_offsets) {}

  /** Writes a new file, forces it to the disk and returns its SHA-256, hexadecimal. */
  public static String write(Path file, Tensors tensors) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      put(channel, digest, ByteBuffer.wrap(header(tensors)));
      for (String name : tensors.names()) {
        MemorySegment memory = tensors.segment(name);
        for (long at = 0; at < memory.byteSize(); at += SLICE) {
          long length = Math.min(SLICE, memory.byteSize() - at);
          put(channel, digest, memory.asSlice(at, length).asByteBuffer());
        }
      }
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What {@link #write} would write, to be read without a file. */
  public static TensorFile file(Tensors tensors) throws IOException {
    List<MemorySegment> pieces = new ArrayList<>();
    pieces.add(MemorySegment.ofArray(header(tensors)));
    tensors.names().forEach(name -> pieces.add(tensors.segment(name)));
    long bytes = pieces.stream().mapToLong(MemorySegment::byteSize).sum();
    return new TensorFile() {
      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public InputStream open() {
        return new TensorStream(pieces);
      }
    };
  }

  /**
   * Fills {@code tensors} from a file that must hold exactly these names and shapes, and returns
   * the file's SHA-256, hexadecimal.
   *
   * @throws BrokenTensorsException when a tensor is missing, unknown, of another shape or cut short
   */
  public static String read(Path file, Tensors tensors) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Map<Long, String> byOffset = check(file, channel, digest, tensors.shapes());
      for (String name : byOffset.values()) {
        MemorySegment memory = tensors.segment(name);
        for (long at = 0; at < memory.byteSize(); at += SLICE) {
          long length = Math.min(SLICE, memory.byteSize() - at);
          ByteBuffer slice = memory.asSlice(at, length).asByteBuffer();
          fill(file, channel, slice);
          digest.update(slice.flip());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Checks the header and the length of a file that {@link #read} would read, not its numbers.
   *
   * @throws BrokenTensorsException when a tensor is missing, unknown, of another shape or cut short
   */
  public static void check(Path file, SequencedMap<String, List<Long>> shapes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      check(file, channel, sha256(), shapes);
    }
  }

  private static Map<Long, String> check(
      Path file, FileChannel channel, MessageDigest digest, Map<String, List<Long>> shapes)
      throws IOException {
    Map<Long, String> byOffset = check(file, header(file, channel, digest), shapes);
    long expected = channel.position();
    for (List<Long> shape : shapes.values()) {
      expected += Tensors.bytes(shape);
    }
    if (channel.size() != expected) {
      throw new BrokenTensorsException(
          file
              + " has "
              + channel.size()
              + " bytes instead of "
              + expected
              + "; it was cut short or damaged. Use an older checkpoint.");
    }
    return byOffset;
  }

  private static byte[] header(Tensors tensors) throws JsonProcessingException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long offset = 0;
    for (String name : tensors.names()) {
      long end = offset + tensors.segment(name).byteSize();
      entries.put(name, new Entry("F32", tensors.shape(name), List.of(offset, end)));
      offset = end;
    }
    byte[] json = Json.MAPPER.writeValueAsBytes(entries);
    int padded = Math.ceilDiv(json.length, 8) * 8;
    ByteBuffer header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }

  private static JsonNode header(Path file, FileChannel channel, MessageDigest digest)
      throws IOException {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, channel, length);
    digest.update(length.flip());
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > Math.min(LARGEST_HEADER, channel.size())) {
      throw new BrokenTensorsException(file + " is no safetensors file.");
    }
    ByteBuffer json = ByteBuffer.allocate((int) bytes);
    fill(file, channel, json);
    digest.update(json.flip());
    try {
      return Json.MAPPER.readTree(new String(json.array(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new BrokenTensorsException(file + " has a header that is no JSON.", e);
    }
  }

  /** The names in the order of their data. */
  private static Map<Long, String> check(
      Path file, JsonNode header, Map<String, List<Long>> shapes) {
    Map<Long, String> byOffset = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (var wanted : shapes.entrySet()) {
      String name = wanted.getKey();
      JsonNode entry = header.get(name);
      if (entry == null) {
        wrong.add(name + " is missing");
        continue;
      }
      List<Long> shape = new ArrayList<>();
      entry.path("shape").forEach(size -> shape.add(size.asLong()));
      if (!"F32".equals(entry.path("dtype").asText()) || !shape.equals(wanted.getValue())) {
        wrong.add(
            name
                + " is "
                + entry.path("dtype").asText()
                + shape
                + " instead of F32"
                + wanted.getValue());
      }
      byOffset.put(entry.path("data_offsets").path(0).asLong(-1), name);
    }
    header
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!shapes.containsKey(name) && !"__metadata__".equals(name)) {
                wrong.add(name + " is unknown");
              }
            });
    long offset = 0;
    for (var entry : byOffset.entrySet()) {
      if (entry.getKey() != offset) {
        wrong.add(entry.getValue() + " starts at " + entry.getKey() + " instead of " + offset);
      }
      offset += Tensors.bytes(shapes.getOrDefault(entry.getValue(), List.of()));
    }
    if (!wrong.isEmpty()) {
      throw new BrokenTensorsException(
          file
              + " does not fit: "
              + String.join("; ", wrong.subList(0, Math.min(5, wrong.size())))
              + ". Use a checkpoint of this architecture.");
    }
    return byOffset;
  }

  private static void put(FileChannel channel, MessageDigest digest, ByteBuffer bytes)
      throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void fill(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new BrokenTensorsException(
            file + " ends too early; it was cut short. Use an older checkpoint.");
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
