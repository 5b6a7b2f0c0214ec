package dev.likeness.activities.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A home whose disk fills while the store writes to it, and scratch space that runs out. */
final class FullDiskTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private SmallDisk disk;
  private EmbeddedStore server;
  private ArtifactStore store;

  @BeforeEach
  void start() throws Exception {
    Home home = new Home(folder.resolve("home"));
    home.prepare();
    disk = SmallDisk.at(home.store(), 24);
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    server.close();
    disk.close();
  }

  private Path file(int seed, int size) throws IOException {
    byte[] content = new byte[size];
    new SplittableRandom(seed).nextBytes(content);
    return Files.write(folder.resolve("file-" + seed), content);
  }

  private void assertFull(Executable write) {
    StoreException full = assertThrows(StoreException.Full.class, write);
    assertTrue(String.valueOf(full.getMessage()).contains("no space is left"), full::toString);
    assertEquals(List.of(), StoreAudit.of(server.address()).findings());
  }

  @Test
  void aFileThatDoesNotFitIsRefusedAndTakesNoRoom() throws IOException {
    store.put(file(1, 10 * MEGABYTE));
    Path large = file(2, 20 * MEGABYTE);
    assertFull(() -> store.put(large));
    // In one go, and not in parts.
    Path small = file(3, 15 * MEGABYTE);
    assertFull(() -> store.put(small));
    BlobRef fits = store.put(file(4, 10 * MEGABYTE));
    assertTrue(store.stat(fits.digest()).isPresent());
  }

  @Test
  void whatFailedOnAFullDiskSucceedsWhenThereIsRoom() throws IOException {
    LogWriter claim = store.log("models/m").claim("me");
    JsonNode head = Json.MAPPER.createObjectNode().set("outputs", Json.MAPPER.createObjectNode());
    BlobRef blob = store.put(new byte[] {1});
    Manifest manifest =
        Manifest.of(
            "extract",
            1,
            Map.of(),
            NullNode.instance,
            new Manifest.Result(Map.of("out", blob), NullNode.instance),
            NullNode.instance);
    disk.fill();
    assertFull(() -> store.put(new byte[9000]));
    assertFull(() -> store.commit(manifest));
    assertFull(() -> claim.appendIfMine(head));
    assertTrue(store.find(manifest.key()).isEmpty());
    assertTrue(store.log("models/m").newestContent().isEmpty());

    disk.free();
    store.put(new byte[9000]);
    assertEquals(manifest, store.commit(manifest));
    claim.appendIfMine(head);
    assertEquals(2, store.log("models/m").list().size());
    assertEquals(List.of(), StoreAudit.of(server.address()).findings());
  }

  @Test
  void aReadOnlyDiskIsNamedAndWhatIsThereCanStillBeRead() throws Exception {
    Digest digest = store.put(new byte[] {1, 2}).digest();
    disk.readOnly(true);
    StoreException refused =
        assertThrows(StoreException.Denied.class, () -> store.put(new byte[] {3, 4}));
    assertTrue(String.valueOf(refused.getMessage()).contains("read-only"), refused::toString);
    assertEquals(2, store.read(digest).length);
    disk.readOnly(false);
    store.put(new byte[] {3, 4});
    assertEquals(List.of(), StoreAudit.of(server.address()).findings());
  }

  @Test
  void scratchSpaceThatRunsOutLeavesNoPartOfAFile() throws Exception {
    Digest digest = store.put(file(5, 3 * MEGABYTE)).digest();
    try (SmallDisk scratch = SmallDisk.at(folder.resolve("scratch"), 2)) {
      Path to = scratch.root().resolve("film");
      StoreException full =
          assertThrows(StoreException.LocalFile.class, () -> store.fetch(digest, to));
      assertTrue(
          String.valueOf(full.getMessage()).contains("No space left on device"), full::toString);
      try (Stream<Path> left = Files.list(scratch.root())) {
        assertEquals(0, left.count());
      }
    }
    store.fetch(digest, folder.resolve("elsewhere"));
  }

  @Test
  void aScratchFolderThatIsGoneIsMadeAgain() throws IOException {
    Digest digest = store.put(new byte[] {1, 2}).digest();
    Path scratch = Files.createDirectories(folder.resolve("gone"));
    Files.delete(scratch);
    store.fetch(digest, scratch.resolve("file"));
    assertEquals(2, Files.size(scratch.resolve("file")));
  }
}
