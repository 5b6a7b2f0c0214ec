package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.MappingIterator;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Records one a line, compressed, as they lie in the store. */
final class JsonLines {
  private JsonLines() {}

  /** Writes records one by one; the bytes depend on the records only. */
  static final class Writer implements AutoCloseable {
    private final OutputStream out;

    Writer(Path file) throws IOException {
      this.out =
          new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    void write(Object record) throws IOException {
      out.write(Json.MAPPER.writeValueAsBytes(record));
      out.write('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  static <T> List<T> read(ArtifactStore store, Digest digest, Class<T> type) throws IOException {
    List<T> records = new ArrayList<>();
    try (InputStream in =
            new GZIPInputStream(new BufferedInputStream(store.open(digest)), 1 << 16);
        MappingIterator<T> lines = Json.MAPPER.readerFor(type).readValues(in)) {
      while (lines.hasNextValue()) {
        records.add(lines.nextValue());
      }
    }
    return records;
  }
}
