package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an observer is told of requests to a real store. */
final class StoreObserverTest implements StoreObserver {
  private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<Direction, AtomicLong> moved = new EnumMap<>(Direction.class);
  private final AtomicLong again = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private EmbeddedStore server;
  private MinioBucket bucket;

  @Override
  public void asked(Operation operation, Answer answer, Duration took) {
    asked.add(operation + " " + answer);
  }

  @Override
  public void moved(Direction direction, long bytes) {
    moved.computeIfAbsent(direction, way -> new AtomicLong()).addAndGet(bytes);
  }

  @Override
  public void askedAgain() {
    again.incrementAndGet();
  }

  @Override
  public void foundDead() {
    dead.incrementAndGet();
  }

  private long moved(Direction direction) {
    return moved.getOrDefault(direction, new AtomicLong()).get();
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    Home home = new Home(folder);
    home.prepare();
    server = EmbeddedStore.start(home);
    bucket = new MinioBucket(server.address(), Retries.USUAL, this);
    bucket.createIfMissing();
    asked.clear();
    moved.clear();
  }

  @AfterEach
  void close() {
    bucket.close();
    server.close();
  }

  @Test
  void eachRequestIsToldByWhatItAsksAndHowItIsAnswered() {
    bucket.create("blobs/one", TEN);
    bucket.create("blobs/one", TEN);
    bucket.put("blobs/two", TEN);
    bucket.stat("blobs/two");
    bucket.stat("blobs/none");
    bucket.read("blobs/two");
    bucket.list("blobs/");
    bucket.delete("blobs/two");
    assertEquals(
        List.of(
            "CREATE DONE",
            "CREATE TAKEN",
            "WRITE DONE",
            "STAT DONE",
            "STAT MISSING",
            "READ DONE",
            "LIST DONE",
            "DELETE DONE"),
        asked);
    assertEquals(0, again.get());
  }

  @Test
  void bytesAreThoseOfContents() {
    bucket.put("blobs/ten", TEN);
    assertEquals(10, moved(Direction.SENT));
    assertEquals(0, moved(Direction.RECEIVED));
    bucket.stat("blobs/ten");
    assertEquals(0, moved(Direction.RECEIVED));
    bucket.read("blobs/ten");
    assertEquals(10, moved(Direction.RECEIVED));
  }

  @Test
  void aStoreThatIsGoneIsSilentAndAskedAgain() {
    server.close();
    assertThrows(StoreException.Unreachable.class, () -> bucket.hasty().stat("blobs/ten"));
    assertEquals(List.of("STAT SILENT"), asked);
    assertEquals(0, again.get(), "a courtesy is asked once");
    assertThrows(StoreException.class, () -> bucket.stat("blobs/ten"));
    assertTrue(again.get() >= 2, "three times at least");
  }

  @Test
  void aResultWhoseBlobIsGoneIsToldOnce() {
    var store = new ArtifactStore(bucket, Clock.systemUTC(), this);
    BlobRef blob = store.put(TEN);
    Manifest manifest =
        store.commit(
            Manifest.of(
                "toy",
                1,
                Map.of(),
                CanonicalJson.tree(Map.of()),
                new Manifest.Result(Map.of("ten", blob), CanonicalJson.tree(Map.of())),
                CanonicalJson.tree(Map.of())));
    bucket.delete(Names.blob(blob.digest()));
    store.find(manifest.key());
    store.find(manifest.key());
    assertEquals(1, dead.get());
  }
}
