package dev.likeness.model.blending;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes predicted faces one after the other into a file that any safetensors reader opens; the
 * same faces give the same bytes. The file appears under its name at {@link #finish()}; closing
 * before that leaves nothing.
 */
public final class PredictionsWriter implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private final FileChannel channel;
  private final String medium;
  private final int size;
  private final List<PredictedKey> written = new ArrayList<>();
  private boolean finished;

  private record PredictedKey(FaceKey key, Affine frameToCrop) {}

  private PredictionsWriter(
      Path file, Path unfinished, FileChannel channel, String medium, int size) {
    this.file = file;
    this.unfinished = unfinished;
    this.channel = channel;
    this.medium = medium;
    this.size = size;
  }

  /**
   * Starts a file beside the one to be written.
   *
   * @param medium SHA-256 of the medium all faces are of
   * @param size side of the pictures in pixels
   */
  public static PredictionsWriter create(Path file, String medium, int size) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.position(PredictionsLayout.HEADER_BYTES);
    return new PredictionsWriter(file, unfinished, channel, medium, size);
  }

  /**
   * Appends a face.
   *
   * @throws IllegalArgumentException if it is of another medium or size, or not after the one
   *     before
   */
  public void write(PredictedFace face) throws IOException {
    FaceKey key = face.key();
    if (!key.medium().equals(medium) || face.size() != size) {
      throw new IllegalArgumentException(
          "This file takes faces of one medium and of %d pixels, not %s of %d pixels."
              .formatted(size, key, face.size()));
    }
    if (!written.isEmpty() && written.getLast().key().compareTo(key) >= 0) {
      throw new IllegalArgumentException(
          "%s cannot follow %s.".formatted(key, written.getLast().key()));
    }
    float[] samples = face.picture().data();
    ByteBuffer bytes = buffer(2 * samples.length);
    for (float sample : samples) {
      bytes.putShort((short) PredictedFace.steps(sample));
    }
    drain(bytes);
    written.add(new PredictedKey(key, face.frameToCrop()));
  }

  /** Writes the rest and gives the file its name. */
  public void finish() throws IOException {
    ByteBuffer keys = buffer(8 * written.size());
    ByteBuffer maps = buffer(48 * written.size());
    for (PredictedKey face : written) {
      keys.putInt(face.key().frame()).putInt(face.key().number());
      Affine map = face.frameToCrop();
      maps.putDouble(map.a()).putDouble(map.b()).putDouble(map.c());
      maps.putDouble(map.d()).putDouble(map.e()).putDouble(map.f());
    }
    drain(keys);
    drain(maps);
    channel.position(0);
    drain(header());
    channel.force(true);
    channel.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    finished = true;
  }

  private ByteBuffer header() throws IOException {
    PredictionsLayout layout = PredictionsLayout.of(medium, size, written.size());
    byte[] json = Json.MAPPER.writeValueAsString(layout).getBytes(UTF_8);
    int room = PredictionsLayout.HEADER_BYTES - 8;
    if (json.length > room) {
      throw new IllegalArgumentException("The medium's name is too long: " + medium);
    }
    byte[] padded = Arrays.copyOf(json, room);
    Arrays.fill(padded, json.length, room, (byte) ' ');
    return buffer(8 + room).putLong(room).put(padded);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void drain(ByteBuffer bytes) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!finished) {
      Files.deleteIfExists(unfinished);
    }
  }
}
