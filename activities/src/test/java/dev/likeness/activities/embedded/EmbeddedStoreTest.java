package dev.likeness.activities.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Append;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Collector;
import dev.likeness.activities.store.Content;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The artifact store over real HTTP, against S3Proxy on a folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedStoreTest {
  private Home home;
  private EmbeddedStore server;
  private ArtifactStore store;

  @BeforeAll
  void start(@TempDir Path folder) {
    home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
  }

  @AfterAll
  void stop() {
    store.close();
    server.close();
  }

  private static byte[] random(int seed, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private Path blobFile(Digest digest) {
    return home.store()
        .resolve(server.address().bucket())
        .resolve("blobs")
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex());
  }

  @Test
  void largeFilesTravelInPartsAndComeBackWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large");
    byte[] block = random(1, 1 << 20);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 150; i++) {
        block[i]++;
        out.write(block);
      }
    }
    BlobRef blob = store.put(file);
    assertEquals(150L << 20, blob.size());
    store.fetch(blob.digest(), folder.resolve("back"));
    assertEquals(-1, Files.mismatch(file, folder.resolve("back")));

    try (SeekableByteChannel channel = store.channel(blob.digest())) {
      // Across the border of two parts.
      long position = (16L << 20) - 100;
      ByteBuffer part = ByteBuffer.allocate(200);
      channel.position(position);
      while (part.hasRemaining()) {
        assertTrue(channel.read(part) > 0);
      }
      byte[] expected = new byte[200];
      try (SeekableByteChannel original = Files.newByteChannel(file)) {
        original.position(position).read(ByteBuffer.wrap(expected));
      }
      assertArrayEquals(expected, part.array());
    }
  }

  @Test
  void severalFilesAreStoredTogether(@TempDir Path folder) throws IOException {
    Map<String, Path> files =
        Map.of(
            "a", Files.write(folder.resolve("a"), random(2, 1000)),
            "b", Files.write(folder.resolve("b"), random(3, 1000)));
    Map<String, BlobRef> blobs = store.putAll(files);
    assertEquals(Set.of("a", "b"), blobs.keySet());
    blobs.forEach(
        (name, blob) ->
            assertArrayEquals(random("a".equals(name) ? 2 : 3, 1000), store.read(blob.digest())));
  }

  @Test
  void contentFromMemoryIsReadOnceForItsDigestAndOnceToBeStored() {
    byte[] large = random(11, 20_000_001);
    var opened = new AtomicInteger();
    var content =
        new Content(
            large.length,
            () -> {
              opened.incrementAndGet();
              return new ByteArrayInputStream(large);
            });
    BlobRef blob = store.putContents(Map.of("large", content)).values().iterator().next();
    assertEquals(new BlobRef(Digest.of(large), large.length), blob);
    assertEquals(2, opened.get());
    assertArrayEquals(large, store.read(blob.digest()));
    store.put(content);
    assertEquals(3, opened.get(), "what is there is not sent again");
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
    Path nowhere = folder.resolve("nicht da.mp4");
    StoreException failure = assertThrows(StoreException.LocalFile.class, () -> store.put(nowhere));
    assertTrue(String.valueOf(failure.getMessage()).contains("nicht da.mp4"));
  }

  @Test
  void tamperingIsDetected() throws IOException {
    Digest digest = store.put(random(4, 5000)).digest();
    byte[] changed = random(4, 5000);
    changed[4000] ^= 1;
    Files.write(blobFile(digest), changed, StandardOpenOption.WRITE);
    assertThrows(StoreException.Corrupt.class, () -> store.read(digest));
  }

  @Test
  void ofTwoWritersOfAManifestOneWinsAndBothGetIt() throws Exception {
    for (int round = 0; round < 10; round++) {
      int step = round;
      List<Manifest> seen =
          race(
              writer ->
                  store.commit(
                      Manifest.of(
                          "extract",
                          1,
                          Map.of(),
                          IntNode.valueOf(step),
                          new Manifest.Result(Map.of(), IntNode.valueOf(writer)),
                          NullNode.instance)));
      assertEquals(seen.get(0), seen.get(1));
      assertEquals(seen.get(0), store.find(seen.get(0).key()).orElseThrow());
    }
  }

  @Test
  void ofTwoWritersOfAnEntryOneWins() throws Exception {
    for (long number = 0; number < 10; number++) {
      long newest = number;
      List<Append> seen =
          race(
              writer ->
                  store.log("races/entry").append("w" + writer, IntNode.valueOf(writer), newest));
      assertEquals(1, seen.stream().filter(Append.Written.class::isInstance).count());
    }
    assertEquals(10, store.log("races/entry").list().size());
  }

  private interface Write<T> {
    T by(int writer) throws Exception;
  }

  private static <T> List<T> race(Write<T> write) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<T> left = () -> afterAll(start, write, 1);
      Callable<T> right = () -> afterAll(start, write, 2);
      List<Future<T>> both = threads.invokeAll(List.of(left, right));
      return List.of(both.get(0).get(), both.get(1).get());
    }
  }

  private static <T> T afterAll(CyclicBarrier start, Write<T> write, int writer) throws Exception {
    start.await();
    return write.by(writer);
  }

  @Test
  void progressIsOverwrittenAndReadBack() {
    assertTrue(store.progress("none-1").read().isEmpty());
    store.progress("step-1").put(IntNode.valueOf(1));
    store.progress("step-1").put(IntNode.valueOf(2));
    assertEquals(2, store.progress("step-1").read().orElseThrow().asInt());
  }

  @Test
  void theCollectorSeesWhatIsThere() {
    store.put(random(5, 777));
    Collector.Plan plan = store.collector(Collector.Policy.usual(new Retention())).plan();
    assertTrue(plan.keptBytes() >= 777);
    assertTrue(plan.garbage().isEmpty());
  }

  @Test
  void wrongCredentialsAreDenied() {
    StoreAddress right = server.address();
    StoreAddress wrong =
        new StoreAddress(right.endpoint(), right.bucket(), right.region(), "who", "secret");
    try (ArtifactStore stranger = ArtifactStore.at(wrong)) {
      assertThrows(StoreException.Denied.class, () -> stranger.put(new byte[] {1}));
    }
  }

  @Test
  void aMissingBucketIsNamed() {
    StoreAddress right = server.address();
    StoreAddress other =
        new StoreAddress(
            right.endpoint(), "nowhere", right.region(), right.accessKey(), right.secretKey());
    try (ArtifactStore stranger = ArtifactStore.at(other)) {
      StoreException failure =
          assertThrows(StoreException.Missing.class, () -> stranger.put(new byte[] {1}));
      assertTrue(String.valueOf(failure.getMessage()).contains("nowhere"));
    }
  }

  @Test
  void aStoreThatIsNotRunningIsUnreachable() {
    StoreAddress nobody =
        new StoreAddress(URI.create("http://127.0.0.1:1"), "b", "us-east-1", "a", "s");
    try (ArtifactStore stranger = ArtifactStore.at(nobody)) {
      assertThrows(
          StoreException.Unreachable.class, () -> stranger.read(Digest.of(new byte[] {1})));
    }
  }

  @Test
  void theSecretDoesNotShow() {
    assertFalse(server.address().toString().contains(server.address().secretKey()));
  }

  @Test
  void aPortInUseIsNamed() {
    int taken = server.address().endpoint().getPort();
    HomeException refused =
        assertThrows(HomeException.PortInUse.class, () -> EmbeddedStore.start(home, taken));
    assertTrue(String.valueOf(refused.getMessage()).contains("" + taken));
  }

  @Test
  void whatAnEarlierProcessLeftHalfUploadedIsRemovedAtTheStart(@TempDir Path folder)
      throws IOException {
    Home other = new Home(folder);
    other.prepare();
    Path left = other.store().resolve("likeness").resolve(".mpus-1-blobs").resolve("ab");
    Files.createDirectories(left);
    Files.write(left.resolve("part"), "x".getBytes(StandardCharsets.UTF_8));
    EmbeddedStore.start(other).close();
    assertFalse(Files.exists(left.getParent()));
  }

  @Test
  void whatAKilledStoreWasWritingIsNeitherListedNorKept(@TempDir Path folder) throws IOException {
    Home other = new Home(folder);
    other.prepare();
    Path left;
    try (EmbeddedStore first = EmbeddedStore.start(other, 0, "key", "secret");
        ArtifactStore client = ArtifactStore.prepare(first.address())) {
      client.log("models/demo").append("a", IntNode.valueOf(1), 0);
      Path entries = other.store().resolve("likeness/logs/models/demo");
      left = entries.resolve("000000000002.json-" + UUID.randomUUID());
      Files.write(left, new byte[] {'{'});
      assertEquals(1, client.log("models/demo").list().size());
      assertEquals(1, client.log("models/demo").newestNumber());
    }
    EmbeddedStore.start(other).close();
    assertFalse(Files.exists(left));
  }

  @Test
  void aModelThatIsNamedLikeHalfAnUploadStays(@TempDir Path folder) {
    Home other = new Home(folder);
    other.prepare();
    String model = "models/demo-" + UUID.randomUUID();
    try (EmbeddedStore first = EmbeddedStore.start(other);
        ArtifactStore client = ArtifactStore.prepare(first.address())) {
      client.log(model).append("a", IntNode.valueOf(1), 0);
    }
    try (EmbeddedStore again = EmbeddedStore.start(other);
        ArtifactStore client = ArtifactStore.prepare(again.address())) {
      assertEquals(1, client.log(model).list().size());
    }
  }

  @Test
  void aFullDiskIsToldFromOtherTroubles() {
    IOException full = new IOException("/x: No space left on device");
    assertTrue(FolderBlobStore.isFullDisk(new RuntimeException(full)));
    assertFalse(FolderBlobStore.isFullDisk(new RuntimeException(new IOException("gone"))));
  }
}
