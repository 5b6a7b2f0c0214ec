package dev.likeness.activities.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The first line and the fields of an HTTP/1.1 message. */
record HttpHead(String first, List<String> fields) {
  private static final int LARGEST = 64 << 10;

  /** Empty when the connection ends before a byte comes. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int next = in.read();
      if (next < 0 && bytes.size() == 0) {
        return Optional.empty();
      }
      if (next < 0 || bytes.size() > LARGEST) {
        throw new EOFException("no whole head in " + bytes.size() + " bytes");
      }
      bytes.write(next);
      last = last << 8 | next;
    }
    List<String> lines = bytes.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
    return Optional.of(new HttpHead(lines.getFirst(), lines.subList(1, lines.size())));
  }

  String method() {
    return first.substring(0, first.indexOf(' '));
  }

  String target() {
    return first.substring(first.indexOf(' ') + 1, first.lastIndexOf(' '));
  }

  boolean has(String field) {
    return field(field).isPresent();
  }

  OptionalLong length() {
    return field("content-length").stream().mapToLong(Long::parseLong).findFirst();
  }

  private Optional<String> field(String name) {
    return fields.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** One request a connection: the end of an answer is the end of its stream. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder(first).append("\r\n");
    fields.stream()
        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("connection:"))
        .forEach(line -> text.append(line).append("\r\n"));
    return text.append("Connection: close\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
