package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.likeness.activities.faults.StoreRequest.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the artifact store can do, each with a look at the store whether it was done. */
enum StoreOperation {
  PUT_BYTES(true, Kind.PUT, Kind.STAT) {
    @Override
    void run(Scene scene) {
      byte[] content = scene.content(2000);
      BlobRef blob = scene.store().put(content);
      assertArrayEquals(content, scene.direct().read(blob.digest()));
    }
  },
  PUT_FILE(true, Kind.PUT) {
    @Override
    void run(Scene scene) throws IOException {
      byte[] content = scene.content(100_000);
      BlobRef blob = scene.store().put(Files.write(scene.file(), content));
      assertArrayEquals(content, scene.direct().read(blob.digest()));
    }
  },
  PUT_IN_PARTS(true, Kind.PUT_PART, Kind.BEGIN_PARTS, Kind.COMPLETE_PARTS) {
    @Override
    void run(Scene scene) throws IOException {
      byte[] content = scene.content(PART_BYTES + 1);
      BlobRef blob = scene.store().put(Files.write(scene.file(), content));
      assertArrayEquals(content, scene.direct().read(blob.digest()));
    }
  },
  PUT_CONTENT_IN_PARTS(true, Kind.PUT_PART, Kind.BEGIN_PARTS, Kind.COMPLETE_PARTS) {
    @Override
    void run(Scene scene) throws IOException {
      byte[] content = scene.content(PART_BYTES + 1);
      var memory = new Content(content.length, () -> new ByteArrayInputStream(content));
      Map<String, BlobRef> blobs = scene.store().putContents(Map.of("weights", memory));
      assertEquals(new BlobRef(Digest.of(content), content.length), blobs.get("weights"));
      assertArrayEquals(content, scene.direct().read(Digest.of(content)));
    }
  },
  READ(false, Kind.GET, Kind.STAT) {
    @Override
    void run(Scene scene) {
      byte[] content = scene.content(300_000);
      Digest digest = scene.direct().put(content).digest();
      assertArrayEquals(content, scene.store().read(digest));
    }
  },
  FETCH(false, Kind.GET) {
    @Override
    void run(Scene scene) throws IOException {
      byte[] content = scene.content(300_000);
      Digest digest = scene.direct().put(content).digest();
      scene.store().fetch(digest, scene.file());
      assertArrayEquals(content, Files.readAllBytes(scene.file()));
    }
  },
  CHANNEL(false, Kind.GET) {
    @Override
    void run(Scene scene) throws IOException {
      byte[] content = scene.content(600_000);
      Digest digest = scene.direct().put(content).digest();
      try (SeekableByteChannel channel = scene.store().channel(digest)) {
        ByteBuffer end = ByteBuffer.allocate(100);
        channel.position(content.length - 100).read(end);
        assertArrayEquals(
            Arrays.copyOfRange(content, content.length - 100, content.length), end.array());
        ByteBuffer all = ByteBuffer.allocate(content.length);
        channel.position(0);
        while (channel.read(all) >= 0) {}
        assertArrayEquals(content, all.array());
      }
    }
  },
  COMMIT(true, Kind.CREATE, Kind.STAT) {
    @Override
    void run(Scene scene) {
      BlobRef blob = scene.direct().put(scene.content(500));
      Manifest manifest = Manifests.of("fault", scene.seed(), List.of(), Map.of("out", blob));
      assertEquals(manifest, scene.store().commit(manifest));
      assertEquals(manifest, scene.direct().find(manifest.key()).orElseThrow());
    }
  },
  FIND(false, Kind.GET, Kind.STAT) {
    @Override
    void run(Scene scene) {
      BlobRef blob = scene.direct().put(scene.content(500));
      Manifest manifest = Manifests.of("found", scene.seed(), List.of(), Map.of("out", blob));
      scene.direct().commit(manifest);
      assertEquals(manifest, scene.store().find(manifest.key()).orElseThrow());
    }
  },
  CLAIM(true, Kind.CREATE, Kind.LIST) {
    @Override
    void run(Scene scene) {
      EntryLog log = scene.store().log("faults/claim-" + (scene.seed() & 0xffffff));
      log.claim("a");
      List<LogEntry> entries = scene.direct().log(log.name()).list();
      assertTrue(entries.getLast().claim());
      for (int i = 0; i < entries.size(); i++) {
        assertEquals(i + 1, entries.get(i).number());
      }
    }
  },
  APPEND(true, Kind.CREATE) {
    @Override
    void run(Scene scene) {
      String name = "faults/append-" + (scene.seed() & 0xffffff);
      scene.direct().log(name).claim("a");
      LogWriter writer = scene.writer(name);
      assertInstanceOf(Append.Written.class, writer.appendIfMine(IntNode.valueOf(1)));
      assertInstanceOf(Append.Written.class, writer.appendIfMine(IntNode.valueOf(2)));
      List<LogEntry> entries = scene.direct().log(name).list();
      List<Integer> contents =
          entries.stream().filter(entry -> !entry.claim()).map(e -> e.content().asInt()).toList();
      assertEquals(List.of(1, 2), contents.subList(contents.size() - 2, contents.size()));
    }
  },
  LIST_LOG(false, Kind.LIST, Kind.GET) {
    @Override
    void run(Scene scene) {
      String name = "faults/list-" + (scene.seed() & 0xffffff);
      LogWriter writer = scene.direct().log(name).claim("a");
      writer.appendIfMine(IntNode.valueOf(scene.seed()));
      LogEntry newest = scene.store().log(name).newestContent().orElseThrow();
      assertEquals(scene.seed(), newest.content().asInt());
      assertEquals(scene.direct().log(name).list(), scene.store().log(name).list());
    }
  };

  /** The smallest that S3 allows: twenty uploads of a large file shall not take long. */
  static final int PART_BYTES = 5 << 20;

  private final boolean writes;

  // Made by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Kind> kinds;

  StoreOperation(boolean writes, Kind... kinds) {
    this.writes = writes;
    this.kinds = List.of(kinds);
  }

  abstract void run(Scene scene) throws IOException;

  boolean writes() {
    return writes;
  }

  /** The requests that it is made of, the most telling first. */
  List<Kind> kinds() {
    return kinds;
  }

  /** The store under test, the same one without faults, and a number that makes all content new. */
  record Scene(ArtifactStore store, ArtifactStore direct, Path folder, int seed) {
    byte[] content(int size) {
      byte[] bytes = new byte[size];
      new SplittableRandom(seed).nextBytes(bytes);
      return bytes;
    }

    Path file() {
      return folder.resolve("file-" + Integer.toHexString(seed));
    }

    LogWriter writer(String log) {
      return store.log(log).claim("writer");
    }
  }
}
