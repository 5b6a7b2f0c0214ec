package dev.likeness.model.blending;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the faces of a file of {@link PredictionsWriter}, in any order. For one thread at a time.
 */
public final class PredictionsReader implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final int size;
  private final List<FaceKey> keys = new ArrayList<>();
  private final List<Affine> maps = new ArrayList<>();

  private PredictionsReader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    PredictionsLayout layout = layout();
    List<Long> shape = layout.faces().shape();
    int count = Math.toIntExact(shape.getFirst());
    size = Math.toIntExact(shape.get(1));
    long start = PredictionsLayout.HEADER_BYTES + layout.keys().dataOffsets().getFirst();
    ByteBuffer rest = read(start, 56 * count);
    ByteBuffer affines = rest.slice(8 * count, 48 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      keys.add(new FaceKey(layout.facts().medium(), rest.getInt(), rest.getInt()));
      maps.add(
          new Affine(
              affines.getDouble(),
              affines.getDouble(),
              affines.getDouble(),
              affines.getDouble(),
              affines.getDouble(),
              affines.getDouble()));
    }
  }

  /**
   * Checks the file's shape; the pictures are read when they are asked for.
   *
   * @throws BrokenPredictionsException if the file is truncated or something else
   */
  public static PredictionsReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new PredictionsReader(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private PredictionsLayout layout() throws IOException {
    ByteBuffer bytes = read(0, PredictionsLayout.HEADER_BYTES);
    if (bytes.getLong() != PredictionsLayout.HEADER_BYTES - 8) {
      throw new BrokenPredictionsException(file, "its header is another program's");
    }
    PredictionsLayout layout;
    try {
      layout = Json.MAPPER.readValue(UTF_8.decode(bytes).toString(), PredictionsLayout.class);
    } catch (JsonProcessingException e) {
      throw new BrokenPredictionsException(file, "its header is not readable");
    }
    List<Long> shape = layout.faces().shape();
    if (shape.size() != 4
        || !layout.equals(
            PredictionsLayout.of(
                layout.facts().medium(), shape.get(1).intValue(), shape.getFirst()))) {
      throw new BrokenPredictionsException(file, "its tensors have other types or shapes");
    }
    if (channel.size() != layout.fileBytes()) {
      throw new BrokenPredictionsException(
          file, "it has %d bytes instead of %d".formatted(channel.size(), layout.fileBytes()));
    }
    return layout;
  }

  /** Side of the pictures in pixels. */
  public int size() {
    return size;
  }

  /** By rising key. */
  public List<FaceKey> keys() {
    return List.copyOf(keys);
  }

  /** The face at {@code index} of {@link #keys()}. */
  public PredictedFace face(int index) throws IOException {
    long bytes = PredictionsLayout.faceBytes(size);
    ByteBuffer data = read(PredictionsLayout.HEADER_BYTES + index * bytes, Math.toIntExact(bytes));
    float[] samples = new float[3 * size * size];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = PredictedFace.sample(Short.toUnsignedInt(data.getShort()));
    }
    return new PredictedFace(
        keys.get(index), maps.get(index), new FloatPicture(size, size, 3, samples));
  }

  /** All faces of one frame, by rising number; empty when it has none. */
  public List<PredictedFace> facesOf(int frame) throws IOException {
    List<PredictedFace> faces = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).frame() == frame) {
        faces.add(face(i));
      }
    }
    return faces;
  }

  private ByteBuffer read(long position, int bytes) throws IOException {
    if (channel.size() < position + bytes) {
      throw new BrokenPredictionsException(file, "it is truncated");
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      channel.read(buffer, position + buffer.position());
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
