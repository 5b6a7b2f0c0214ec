package dev.likeness.activities.steps;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.Person;
import dev.likeness.model.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Alignments as they lie in the store. A face takes some 6 KB, so those of a film of two hours a
 * gigabyte: the faces come in blocks of frames, gzipped JSON each, and a chunk's are read without
 * the others. Everything else follows them, with the places and digests of the blocks, and then
 * where it begins: a mark and an offset, eight bytes each, and its SHA-256. Files of the version
 * before, one gzipped line of JSON, are read too. What is damaged is a {@link
 * StoreException.Corrupt}.
 */
public final class AlignmentsFile {
  private static final int FRAMES_IN_A_BLOCK = 250;
  private static final long MARK = 0x6c6b2d616c69676eL;
  private static final int SHA256 = 32;
  private static final int END = 2 * Long.BYTES + SHA256;

  private final SeekableByteChannel channel;
  private final Alignments allButFaces;
  private final List<Block> blocks;

  /**
   * Where the faces of the frames {@code from} to {@code to} - 1 are, in bytes.
   *
   * @param length compressed
   * @param sha256 of these bytes, compressed
   */
  record Block(int from, int to, long offset, int length, String sha256) {}

  /** What follows the faces. */
  record Rest(
      String medium,
      int frames,
      List<Person> people,
      List<Integer> cuts,
      int notFaces,
      List<Block> blocks) {}

  private AlignmentsFile(SeekableByteChannel channel, Alignments allButFaces, List<Block> blocks) {
    this.channel = channel;
    this.allButFaces = allButFaces;
    this.blocks = blocks;
  }

  /** Writes a file whose bytes depend on the alignments only. */
  static void write(Alignments alignments, OutputStream out) throws IOException {
    Map<Integer, List<AlignedFace>> cut =
        alignments.faces().stream()
            .collect(
                Collectors.groupingBy(
                    face -> face.key().frame() / FRAMES_IN_A_BLOCK,
                    TreeMap::new,
                    Collectors.toList()));
    List<Block> blocks = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<Integer, List<AlignedFace>> block : cut.entrySet()) {
      byte[] faces = gzip(block.getValue());
      out.write(faces);
      int from = block.getKey() * FRAMES_IN_A_BLOCK;
      blocks.add(
          new Block(from, from + FRAMES_IN_A_BLOCK, offset, faces.length, Digest.of(faces).hex()));
      offset += faces.length;
    }
    byte[] rest =
        gzip(
            new Rest(
                alignments.medium(),
                alignments.frames(),
                alignments.people(),
                alignments.cuts(),
                alignments.notFaces(),
                blocks));
    out.write(rest);
    out.write(
        ByteBuffer.allocate(END)
            .putLong(MARK)
            .putLong(offset)
            .put(HexFormat.of().parseHex(Digest.of(rest).hex()))
            .array());
  }

  private static byte[] gzip(Object json) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(bytes)) {
      packed.write(Json.MAPPER.writeValueAsBytes(json));
    }
    return bytes.toByteArray();
  }

  /**
   * Reads all but the faces (of the version before, the faces too); the channel stays the caller's,
   * and open as long as this is used.
   */
  public static AlignmentsFile open(SeekableByteChannel channel) throws IOException {
    long end = channel.size() - END;
    if (end > 0) {
      ByteBuffer last = ByteBuffer.wrap(bytes(channel, end, END));
      if (last.getLong() == MARK) {
        long offset = last.getLong();
        byte[] sha256 = new byte[SHA256];
        last.get(sha256);
        if (offset < 0 || offset > end || end - offset > Integer.MAX_VALUE) {
          throw damaged(null);
        }
        byte[] packed =
            part(channel, offset, (int) (end - offset), HexFormat.of().formatHex(sha256));
        Rest rest = unpacked(packed, Rest.class);
        var allButFaces =
            new Alignments(
                rest.medium(),
                rest.frames(),
                List.of(),
                rest.people(),
                rest.cuts(),
                rest.notFaces());
        return new AlignmentsFile(channel, allButFaces, rest.blocks());
      }
    }
    byte[] whole = bytes(channel, 0, Math.toIntExact(channel.size()));
    return new AlignmentsFile(channel, unpacked(whole, Alignments.class), List.of());
  }

  /** Medium, people and cuts. */
  public Alignments withoutFaces() {
    return new Alignments(
        allButFaces.medium(),
        allButFaces.frames(),
        List.of(),
        allButFaces.people(),
        allButFaces.cuts(),
        allButFaces.notFaces());
  }

  /** All faces in the frames {@code from} to {@code to} - 1, in order of frame and number. */
  public List<AlignedFace> faces(int from, int to) throws IOException {
    List<AlignedFace> faces = new ArrayList<>(within(allButFaces.faces(), from, to));
    for (Block block : blocks) {
      if (block.from() < to && from < block.to()) {
        byte[] packed = part(channel, block.offset(), block.length(), block.sha256());
        faces.addAll(within(List.of(unpacked(packed, AlignedFace[].class)), from, to));
      }
    }
    return faces;
  }

  private static List<AlignedFace> within(List<AlignedFace> faces, int from, int to) {
    return faces.stream()
        .filter(face -> face.key().frame() >= from && face.key().frame() < to)
        .toList();
  }

  private static byte[] part(SeekableByteChannel channel, long offset, int length, String sha256)
      throws IOException {
    byte[] part = bytes(channel, offset, length);
    if (!Digest.of(part).hex().equals(sha256)) {
      throw damaged(null);
    }
    return part;
  }

  private static <T> T unpacked(byte[] packed, Class<T> type) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
      // To the end, where the checksum stands, which a parser would not read.
      return Json.MAPPER.readValue(in.readAllBytes(), type);
    } catch (ZipException | EOFException | JacksonException damage) {
      throw damaged(damage);
    }
  }

  private static StoreException.Corrupt damaged(@Nullable Exception cause) {
    return new StoreException.Corrupt(
        "Alignments are damaged in the store: bring their blob back from a backup, or delete it and"
            + " find the faces again.",
        cause);
  }

  private static byte[] bytes(SeekableByteChannel channel, long offset, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(offset);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw damaged(null);
      }
    }
    return bytes.array();
  }
}
