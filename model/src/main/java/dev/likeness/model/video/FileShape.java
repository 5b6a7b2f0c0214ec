package dev.likeness.model.video;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What the first bytes and the outermost boxes say, before FFmpeg sees the file: empty, a playlist,
 * or a container that is shorter than it claims.
 */
record FileShape(SeekableByteChannel channel, String name) {
  private static final List<String> PLAYLISTS =
      List.of("#extm3u", "ffconcat", "[playlist]", "v=0\r", "v=0\n", "<mpd", "<smil", "#ext-x-");

  private static final int MOOV = 0x6d6f6f76;
  private static final int MDAT = 0x6d646174;

  void check() {
    try {
      if (channel.size() == 0) {
        throw new MediaRefusedException(
            Reason.EMPTY, name + " is empty; check that it was copied or recorded completely.");
      }
      String head = new String(bytes(0, 4096).array(), StandardCharsets.ISO_8859_1);
      refusePlaylists(head.toLowerCase(Locale.ROOT));
      if (head.startsWith("ftyp", 4)) {
        refuseCutMp4();
      } else if (head.startsWith("RIFF")) {
        refuseCutRiff();
      }
    } catch (IOException e) {
      throw new MediaRefusedException(
          Reason.UNREADABLE,
          name + " cannot be read (" + e.getMessage() + "); check the file and its permissions.");
    }
  }

  private void refusePlaylists(String head) {
    String text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
    for (String mark : PLAYLISTS) {
      boolean xml = mark.startsWith("<") && text.stripLeading().startsWith("<?xml");
      if (text.stripLeading().startsWith(mark) || (xml && text.contains(mark))) {
        throw new MediaRefusedException(
            Reason.PLAYLIST,
            name + " is a playlist, not footage; give the video file that it points to.");
      }
    }
  }

  /** ISO 14496-12: size and type of each outermost box; {@code moov} is what players need. */
  private void refuseCutMp4() throws IOException {
    long position = 0;
    boolean moov = false;
    while (position + 8 <= channel.size()) {
      ByteBuffer header = bytes(position, 16);
      long size = Integer.toUnsignedLong(header.getInt());
      int type = header.getInt();
      moov |= type == MOOV;
      if (size == 1) {
        size = header.getLong();
      } else if (size == 0) {
        size = channel.size() - position;
      }
      boolean overruns = size > channel.size() - position;
      if (size < 8 || (overruns && type != MOOV && type != MDAT)) {
        break; // rubbish behind the last box, which players ignore
      }
      if (overruns) {
        throw cut((size - (channel.size() - position)) + " bytes are missing at its end");
      }
      position += size;
    }
    if (!moov) {
      throw cut("its table of contents is missing, the recording was not finished");
    }
  }

  private void refuseCutRiff() throws IOException {
    long declared = Integer.toUnsignedLong(bytes(4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt()) + 8;
    if (declared > channel.size() + 1) {
      throw cut((declared - channel.size()) + " bytes are missing at its end");
    }
  }

  private MediaRefusedException cut(String what) {
    return new MediaRefusedException(
        Reason.TRUNCATED, name + " is cut off: " + what + "; copy it again from its source.");
  }

  /** Zeros beyond the end. */
  private ByteBuffer bytes(long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    channel.position(position);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until it is full or the file ends
    }
    return buffer.clear();
  }
}
