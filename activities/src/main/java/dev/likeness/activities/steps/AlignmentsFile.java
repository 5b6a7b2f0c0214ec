package dev.likeness.activities.steps;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.Person;
import dev.likeness.model.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Alignments as they lie in the store. A face takes some 6 KB, so those of a film of two hours a
 * gigabyte: the faces come in blocks of frames, gzipped JSON each, and a chunk's are read without
 * the others. Everything else follows them, with the places of the blocks, and then where it
 * begins: a mark and an offset, eight bytes each. Files of the version before, one gzipped line of
 * JSON, are read too.
 */
public final class AlignmentsFile {
  private static final int FRAMES_IN_A_BLOCK = 250;
  private static final long MARK = 0x6c6b2d616c69676eL;
  private static final int END = 2 * Long.BYTES;

  private final SeekableByteChannel channel;
  private final Alignments allButFaces;
  private final List<Block> blocks;

  /**
   * Where the faces of the frames {@code from} to {@code to} - 1 are, in bytes.
   *
   * @param length compressed
   */
  record Block(int from, int to, long offset, int length) {}

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
      blocks.add(new Block(from, from + FRAMES_IN_A_BLOCK, offset, faces.length));
      offset += faces.length;
    }
    out.write(
        gzip(
            new Rest(
                alignments.medium(),
                alignments.frames(),
                alignments.people(),
                alignments.cuts(),
                alignments.notFaces(),
                blocks)));
    out.write(ByteBuffer.allocate(END).putLong(MARK).putLong(offset).array());
  }

  private static byte[] gzip(Object json) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(bytes)) {
      packed.write(Json.MAPPER.writeValueAsBytes(json));
    }
    return bytes.toByteArray();
  }

  /** Reads all but the faces; the channel stays the caller's, and open as long as this is used. */
  public static AlignmentsFile open(SeekableByteChannel channel) throws IOException {
    long end = channel.size() - END;
    if (end > 0) {
      ByteBuffer last = ByteBuffer.wrap(bytes(channel, end, END));
      if (last.getLong() == MARK) {
        long offset = last.getLong();
        Rest rest =
            Json.MAPPER.readValue(
                unpacked(bytes(channel, offset, Math.toIntExact(end - offset))), Rest.class);
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
    return new AlignmentsFile(channel, old(channel), List.of());
  }

  private static Alignments old(SeekableByteChannel channel) throws IOException {
    channel.position(0);
    return Json.MAPPER.readValue(
        new GZIPInputStream(Channels.newInputStream(channel), 1 << 16), Alignments.class);
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
        InputStream packed = unpacked(bytes(channel, block.offset(), block.length()));
        faces.addAll(within(List.of(Json.MAPPER.readValue(packed, AlignedFace[].class)), from, to));
      }
    }
    return faces;
  }

  private static List<AlignedFace> within(List<AlignedFace> faces, int from, int to) {
    return faces.stream()
        .filter(face -> face.key().frame() >= from && face.key().frame() < to)
        .toList();
  }

  private static InputStream unpacked(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16);
  }

  private static byte[] bytes(SeekableByteChannel channel, long offset, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(offset);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("Alignments end before byte " + (offset + length) + ".");
      }
    }
    return bytes.array();
  }
}
