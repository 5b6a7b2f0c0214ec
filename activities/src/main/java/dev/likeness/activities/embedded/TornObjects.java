package dev.likeness.activities.embedded;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a power cut can leave in a store's folder: objects that have their name and not all of their
 * bytes. Their writes were never answered, so nobody relies on them; but while they have the name
 * nobody else gets it. They are moved out of the store. All writers have ended.
 */
final class TornObjects {
  private static final Logger LOG = LoggerFactory.getLogger(TornObjects.class);

  /** How much older than the newest a blob may be whose write had not been answered yet. */
  private static final Duration UNANSWERED = Duration.ofMinutes(5);

  private final Path bucket;
  private final Path aside;
  private final Instant now;

  private TornObjects(Path bucket, Path aside, Instant now) {
    this.bucket = bucket;
    this.aside = aside;
    this.now = now;
  }

  /**
   * Moves JSON objects that are no JSON, and blobs that are not what their name says, to another
   * folder under the same names. Blobs are read when they are empty or among the last written.
   */
  static void setAside(Path bucket, Path aside, Instant now) throws IOException {
    new TornObjects(bucket, aside, now).all();
  }

  /** Everything that was set aside and is still there. */
  static List<Path> in(Path aside) throws IOException {
    if (!Files.isDirectory(aside)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(aside)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private record Blob(Path file, long size, Instant modified) {}

  private void all() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(bucket)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    Path blobs = bucket.resolve("blobs");
    List<Blob> contents = new ArrayList<>();
    for (Path file : files) {
      if (file.startsWith(blobs)) {
        contents.add(new Blob(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
      } else if (name(file).endsWith(".json") && !isJson(file)) {
        setAside(file);
      }
    }
    Instant newest =
        contents.stream()
            .map(Blob::modified)
            .filter(time -> !time.isAfter(now))
            .max(Comparator.naturalOrder())
            .orElse(now);
    for (Blob blob : contents) {
      boolean recent = !blob.modified().isBefore(newest.minus(UNANSWERED));
      if ((recent || blob.size() == 0) && !Digest.of(blob.file()).hex().equals(name(blob.file()))) {
        setAside(blob.file());
      }
    }
  }

  private static boolean isJson(Path file) throws IOException {
    try {
      return !Json.MAPPER.readTree(Files.readAllBytes(file)).isMissingNode();
    } catch (JacksonException torn) {
      return false;
    }
  }

  private void setAside(Path file) throws IOException {
    Path to = aside.resolve(bucket.relativize(file).toString());
    for (int other = 2; Files.exists(to); other++) {
      to = to.resolveSibling(name(file) + "." + other);
    }
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.move(file, to);
    // From now on it is kept for as long as the log of a failure.
    Files.setLastModifiedTime(to, FileTime.from(now));
    LOG.warn(
        "{} had not been written completely when this machine or the program was cut off. It is set"
            + " aside as {}, and what needs it is made again.",
        bucket.relativize(file),
        to);
  }

  private static String name(Path file) {
    return file.getName(file.getNameCount() - 1).toString();
  }
}
