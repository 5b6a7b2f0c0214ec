package dev.likeness.activities.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Append;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Collector;
import dev.likeness.activities.store.LogEntry;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store in a folder promises of power cuts, and what it makes of what they leave. */
final class PowerCutTest {
  private static final String MODEL = "models/demo";
  private static final byte[] CONTENT = "weights of some size".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void prepare() {
    home = new Home(folder.resolve("home"));
    home.prepare();
  }

  private interface Use {
    void of(ArtifactStore store) throws Exception;
  }

  /** Starts the store and closes it in good order. */
  private void session(Use use) throws Exception {
    try (EmbeddedStore server = EmbeddedStore.start(home)) {
      assertFalse(Files.exists(home.closed()));
      try (ArtifactStore store = ArtifactStore.prepare(server.address())) {
        use.of(store);
      }
    }
  }

  /** Cuts some objects to so many bytes, as if their names alone had become durable. */
  private void powerCut(int bytes, Path... objects) throws IOException {
    Files.deleteIfExists(home.closed());
    for (Path object : objects) {
      Files.write(object, Arrays.copyOf(Files.readAllBytes(object), bytes));
    }
  }

  private Path bucket() {
    return home.store().resolve("likeness");
  }

  private Path entry(int number) {
    return bucket().resolve("logs").resolve(MODEL).resolve("%012d.json".formatted(number));
  }

  private Path manifestFile() throws IOException {
    return files(bucket().resolve("manifests")).getFirst();
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Set<String> setAside() throws IOException {
    return files(home.damaged()).stream()
        .map(file -> home.damaged().relativize(file).toString())
        .collect(Collectors.toSet());
  }

  private static Manifest manifest(BlobRef weights) {
    return Manifest.of(
        "train",
        1,
        Map.of(),
        IntNode.valueOf(1),
        new Manifest.Result(Map.of("weights", weights), NullNode.instance),
        NullNode.instance);
  }

  private static List<Long> numbers(ArtifactStore store) {
    return store.log(MODEL).list().stream().map(LogEntry::number).toList();
  }

  private static long appended(LogWriter writer, int content) {
    return assertInstanceOf(Append.Written.class, writer.appendIfMine(IntNode.valueOf(content)))
        .entry()
        .number();
  }

  @Test
  void emptyAndTornManifestsAndEntriesAreSetAsideAndTheJobGoesOnFromWhatIsWhole() throws Exception {
    session(
        store -> {
          store.commit(manifest(store.put(CONTENT)));
          LogWriter writer = store.log(MODEL).claim("me");
          assertEquals(2, appended(writer, 1));
          assertEquals(3, appended(writer, 2));
        });
    for (int bytes : new int[] {0, 20}) {
      String result = bucket().relativize(manifestFile()).toString();
      int newest = files(bucket().resolve("logs")).size();
      powerCut(bytes, manifestFile(), entry(newest));
      session(
          store -> {
            Manifest again = manifest(store.put(CONTENT));
            assertTrue(store.find(again.key()).isEmpty(), "the step runs again");
            assertEquals(again, store.commit(again));
            assertEquals(again, store.find(again.key()).orElseThrow());

            assertEquals(newest - 1, store.log(MODEL).newestNumber());
            assertEquals(newest - 1, numbers(store).size(), "the log can be read");
            LogWriter writer = store.log(MODEL).claim("me again");
            assertEquals(newest + 1, appended(writer, 3));
            Collector collector = store.collector(Collector.Policy.oneMachine(new Retention()));
            assertEquals(List.of(), collector.plan().unreadable());
          });
      assertTrue(setAside().contains(result), setAside().toString());
      assertTrue(
          setAside().contains("logs/" + MODEL + "/%012d.json".formatted(newest)),
          setAside().toString());
    }
    assertEquals(4, setAside().size());
  }

  @Test
  void anEntryThatIsTornBelowAClaimLeavesTheClaimAndTheOrder() throws Exception {
    session(
        store -> {
          appended(store.log(MODEL).claim("me"), 1);
          store.log(MODEL).claim("another");
        });
    powerCut(0, entry(2));
    session(
        store -> {
          assertEquals(List.of(1L, 3L), numbers(store));
          assertEquals("another", store.log(MODEL).newest().orElseThrow().owner());
          assertEquals(5, appended(store.log(MODEL).claim("a third"), 2));
        });
  }

  @Test
  void filesThatAreNotWhatTheirNameSaysAreStoredAgain() throws Exception {
    for (byte[] left : List.of(new byte[0], new byte[3], new byte[CONTENT.length])) {
      session(store -> store.put(CONTENT));
      powerCut(0);
      Files.write(files(bucket().resolve("blobs")).getFirst(), left);
      session(
          store -> {
            BlobRef again = store.put(CONTENT);
            assertArrayEquals(CONTENT, store.read(again.digest()));
          });
    }
    assertEquals(3, setAside().size());
  }

  @Test
  void aStoreThatWasOnlyKilledLosesNothing() throws Exception {
    try (EmbeddedStore killed = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(killed.address())) {
      store.commit(manifest(store.put(CONTENT)));
      appended(store.log(MODEL).claim("me"), 1);
      List<Path> before = files(bucket());
      try (EmbeddedStore next = EmbeddedStore.start(home)) {
        assertFalse(next.address().equals(killed.address()));
      }
      assertEquals(before, files(bucket()));
    }
    assertEquals(Set.of(), setAside());
  }

  /** Reading everything takes time; and damage of another kind is told and left where it is. */
  @Test
  void afterAnOrderlyEndNothingIsLookedThrough() throws Exception {
    session(store -> store.commit(manifest(store.put(CONTENT))));
    assertTrue(Files.exists(home.closed()));
    Files.write(manifestFile(), new byte[0]);
    session(
        store ->
            assertThrows(
                StoreException.Corrupt.class,
                () -> store.find(manifest(store.put(CONTENT)).key())));
    assertEquals(Set.of(), setAside());
  }

  @Test
  void gcRemovesWhatWasSetAsideTwoWeeksLater() throws Exception {
    session(store -> store.commit(manifest(store.put(CONTENT))));
    powerCut(0, manifestFile());
    session(store -> assertEquals(0, store.log(MODEL).newestNumber()));
    Clock clock = Clock.systemUTC();
    assertEquals(1, new HomeSweeper(home, clock).damaged().size());
    assertEquals(List.of(), new HomeSweeper(home, clock).plan());
    var later = new HomeSweeper(home, Clock.offset(clock, Duration.ofDays(15)));
    later.sweep(later.plan());
    assertEquals(List.of(), later.damaged());
  }

  @Test
  void everyWriteThatWasAnsweredIsOnTheDiskWithItsName() throws Exception {
    Path dump = folder.resolve("forced.jfr");
    Path large = Files.write(folder.resolve("large"), new byte[40 << 20]);
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      session(
          store -> {
            store.put(large);
            store.commit(manifest(store.put(CONTENT)));
            appended(store.log(MODEL).claim("me"), 1);
            store.progress("run-1").put(IntNode.valueOf(1));
            store.progress("run-1").put(IntNode.valueOf(2));
          });
      recording.stop();
      recording.dump(dump);
    }
    Set<String> forced =
        RecordingFile.readAllEvents(dump).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
            .map(event -> event.getString("path"))
            .collect(Collectors.toSet());
    List<Path> objects =
        files(bucket()).stream().filter(file -> !file.toString().contains("probe")).toList();
    assertEquals(6, objects.size(), objects.toString());
    for (Path object : objects) {
      for (Path each = object;
          !each.equals(home.root());
          each = Objects.requireNonNull(each.getParent())) {
        assertTrue(forced.contains(each.toString()), each + " of " + forced);
      }
    }
  }
}
