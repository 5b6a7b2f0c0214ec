package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.likeness.activities.faults.Fault;
import dev.likeness.activities.faults.FaultPlan;
import dev.likeness.activities.faults.FaultProxy;
import dev.likeness.activities.faults.StoreRequest.Kind;
import dev.likeness.activities.store.StoreHttp.Timeouts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the artifact store under every fault of network and store, against whatever
 * store a subclass gives. After each test all that is visible is whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreFaults {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  /** What passes by itself: the operation has to succeed as if nothing had been. */
  private static final List<Fault> PASSING =
      List.of(
          Fault.Answer.SLOW_DOWN,
          new Fault.CutRequest(0),
          new Fault.CutRequest(0.5),
          new Fault.CutResponse(0.5),
          new Fault.LoseResponse(),
          new Fault.Twice(),
          new Fault.Slow(32 << 20));

  /** Those that matter for what is made of many requests, and long. */
  private static final List<Fault> PASSING_OF_PARTS =
      List.of(
          Fault.Answer.SLOW_DOWN,
          new Fault.CutRequest(0.5),
          new Fault.LoseResponse(),
          new Fault.Twice());

  @TempDir Path folder;
  private final Set<String> seenWhole = new HashSet<>();
  private FaultProxy proxy;
  private MinioBucket plain;
  private ArtifactStore direct;
  private ArtifactStore store;

  /** A store with a bucket of its own; the bucket need not exist. */
  abstract StoreAddress address();

  @BeforeAll
  void open() throws IOException {
    proxy = FaultProxy.before(address().endpoint());
    plain = new MinioBucket(address(), Retries.USUAL);
    plain.createIfMissing();
    direct = ArtifactStore.at(address());
    store = store(new Timeouts(SECONDS, SECONDS, SECONDS));
  }

  private static final Duration SECONDS = Duration.ofSeconds(20);

  private ArtifactStore store(Timeouts timeouts) {
    StoreAddress real = address();
    StoreAddress faulty =
        new StoreAddress(
            proxy.endpoint(), real.bucket(), real.region(), real.accessKey(), real.secretKey());
    Duration pause = Duration.ofMillis(1);
    Retries quick =
        new Retries(4, Duration.ZERO, pause, pause, new Random(1), Retries.Waiting.REAL);
    return new ArtifactStore(
        new MinioBucket(faulty, quick, timeouts, StoreOperation.PART_BYTES, StoreObserver.NONE),
        Clock.systemUTC());
  }

  @AfterAll
  void close() throws IOException {
    store.close();
    direct.close();
    plain.close();
    proxy.close();
  }

  @AfterEach
  void everythingVisibleIsWhole() throws IOException {
    proxy.use(FaultPlan.NONE);
    for (Bucket.Stored stored : plain.list(Names.BLOBS)) {
      if (!seenWhole.add(stored.name())) {
        continue;
      }
      try (InputStream in = plain.open(stored.name(), 0)) {
        assertTrue(stored.name().endsWith(Digest.of(in.readAllBytes()).hex()), stored.name());
      }
    }
    for (Bucket.Stored stored : plain.list(Names.MANIFESTS)) {
      Manifest manifest = ArtifactStore.parse(plain, stored.name(), Manifest.class);
      for (BlobRef blob : manifest.result().outputs().values()) {
        assertEquals(blob, direct.stat(blob.digest()).orElseThrow());
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> whateverPassesIsWaitedOut() {
    List<DynamicTest> tests = new ArrayList<>();
    for (StoreOperation operation : StoreOperation.values()) {
      for (Kind kind : operation.kinds()) {
        boolean parts = operation.kinds().contains(Kind.PUT_PART);
        for (Fault fault : parts ? PASSING_OF_PARTS : PASSING) {
          tests.add(
              dynamicTest(
                  operation + " whose " + kind + " meets " + fault,
                  () -> {
                    StoreOperation.Scene scene = scene(seed(operation, kind, fault));
                    proxy.use(FaultPlan.first(parts ? 1 : 2, Set.of(kind), fault));
                    operation.run(scene);
                    assertFalse(proxy.struck().isEmpty(), "the fault was met");
                  }));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> partsThatAreSaidToBeAssembledAndAreNotGoUpAgain() {
    return Stream.of(StoreOperation.PUT_IN_PARTS, StoreOperation.PUT_CONTENT_IN_PARTS)
        .map(
            operation ->
                dynamicTest(
                    operation.toString(),
                    () -> {
                      Fault fault = new Fault.Pretend();
                      StoreOperation.Scene scene =
                          scene(seed(operation, Kind.COMPLETE_PARTS, fault));
                      proxy.use(FaultPlan.first(1, Set.of(Kind.COMPLETE_PARTS), fault));
                      operation.run(scene);
                      assertEquals(1, proxy.struck().size());
                    }));
  }

  private static int seed(StoreOperation operation, Kind kind, Fault fault) {
    return (operation + " " + kind + " " + fault).hashCode();
  }

  private StoreOperation.Scene scene(int seed) {
    proxy.use(FaultPlan.NONE);
    return new StoreOperation.Scene(store, direct, folder, seed ^ System.identityHashCode(proxy));
  }

  @TestFactory
  Stream<DynamicTest> whatDoesNotPassIsNamedAndLeavesNothingTorn() {
    record Lasting(Fault fault, boolean repeated, Class<? extends StoreException> meaning) {}
    List<Lasting> faults =
        List.of(
            new Lasting(Fault.Answer.EXPIRED, false, StoreException.Denied.class),
            new Lasting(Fault.Answer.FULL, false, StoreException.Full.class),
            new Lasting(Fault.Answer.SLOW_DOWN, true, StoreException.Unreachable.class),
            new Lasting(new Fault.LoseResponse(), true, StoreException.Unreachable.class));
    List<DynamicTest> tests = new ArrayList<>();
    for (StoreOperation operation : StoreOperation.values()) {
      for (Lasting lasting : faults) {
        if (lasting.fault().equals(Fault.Answer.FULL) && !operation.writes()) {
          continue;
        }
        Kind kind = operation.kinds().getFirst();
        tests.add(
            dynamicTest(
                operation + " whose " + kind + " always meets " + lasting.fault(),
                () -> {
                  StoreOperation.Scene scene = scene(seed(operation, kind, lasting.fault()) + 1);
                  proxy.use(FaultPlan.every(Set.of(kind), lasting.fault()));
                  StoreException failure =
                      assertThrows(lasting.meaning(), () -> operation.run(scene));
                  assertTrue(
                      String.valueOf(failure.getMessage()).matches("(?s).*[.?]"),
                      failure::toString);
                  assertEquals(lasting.repeated() ? 4 : 1, timesOfTheFirst(), "attempts");
                  proxy.use(FaultPlan.NONE);
                  operation.run(scene);
                }));
      }
    }
    return tests.stream();
  }

  private long timesOfTheFirst() {
    var first = proxy.struck().getFirst().request();
    return proxy.struck().stream().filter(struck -> struck.request().equals(first)).count();
  }

  @Test
  void credentialsThatExpireMidRunAreToldAndNewOnesGoOn() {
    List<Integer> stored = new ArrayList<>();
    proxy.use(FaultPlan.after(5, Fault.Answer.EXPIRED));
    StoreException denied =
        assertThrows(
            StoreException.Denied.class,
            () -> {
              for (int i = 0; i < 100; i++) {
                store.put(new byte[] {(byte) i, 1});
                stored.add(i);
              }
            });
    assertTrue(
        String.valueOf(denied.getMessage()).contains("refuses these credentials"),
        denied::toString);
    assertTrue(stored.size() < 5 && !stored.isEmpty(), stored::toString);
    for (int i : stored) {
      assertTrue(direct.stat(Digest.of(new byte[] {(byte) i, 1})).isPresent());
    }
    proxy.use(FaultPlan.NONE);
    store.put(new byte[] {99, 1});
  }

  @Test
  void aStoreThatTakesARequestAndNeverAnswersIsGivenUp() throws InterruptedException {
    Duration soon = Duration.ofMillis(300);
    proxy.use(FaultPlan.every(ALL, new Fault.Stall()));
    try (ArtifactStore impatient = store(new Timeouts(soon, soon, soon))) {
      List<Thread> waiting = new ArrayList<>();
      List<StoreException> failures = Collections.synchronizedList(new ArrayList<>());
      for (StoreOperation operation : StoreOperation.values()) {
        waiting.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        operation.run(
                            new StoreOperation.Scene(
                                impatient, impatient, folder, operation.name().hashCode()));
                      } catch (StoreException failure) {
                        failures.add(failure);
                      } catch (IOException other) {
                        throw new IllegalStateException(other);
                      }
                    }));
      }
      for (Thread thread : waiting) {
        thread.join();
      }
      assertEquals(StoreOperation.values().length, failures.size());
      failures.forEach(failure -> assertInstanceOf(StoreException.Unreachable.class, failure));
    }
  }

  @Test
  void progressIsACourtesyThatIsTriedOnce() {
    proxy.use(FaultPlan.every(Set.of(Kind.PUT), Fault.Answer.SLOW_DOWN));
    ProgressObject progress = store.progress("faults-1");
    assertThrows(StoreException.Unreachable.class, () -> progress.put(IntNode.valueOf(1)));
    assertEquals(1, proxy.struck().size());
    proxy.use(FaultPlan.NONE);
    progress.put(IntNode.valueOf(2));
    assertEquals(IntNode.valueOf(2), direct.progress("faults-1").read().orElseThrow());
  }

  @Test
  void aRivalThatCommitsAMomentEarlierWins() {
    Manifest mine = Manifests.of("race", 1, List.of(), Map.of("out", store.put(new byte[] {7})));
    Manifest theirs = Manifests.of("race", 1, List.of(), Map.of("out", store.put(new byte[] {8})));
    proxy.use(FaultPlan.first(1, Set.of(Kind.CREATE), new Fault.Race(() -> direct.commit(theirs))));
    assertEquals(theirs, store.commit(mine));
    assertEquals(theirs, direct.find(mine.key()).orElseThrow());
  }

  @Test
  void aRivalThatClaimsAMomentEarlierOvertakes() {
    LogWriter mine = store.log("faults/rival").claim("mine");
    proxy.use(
        FaultPlan.first(
            1,
            Set.of(Kind.CREATE),
            new Fault.Race(() -> direct.log("faults/rival").claim("theirs"))));
    Append.Overtaken overtaken =
        assertInstanceOf(Append.Overtaken.class, mine.appendIfMine(IntNode.valueOf(1)));
    assertEquals("theirs", overtaken.by().owner());
    assertTrue(direct.log("faults/rival").newestContent().isEmpty());
  }

  @Test
  void damageOnTheWayLeavesNoFile() throws IOException {
    Digest digest = direct.put(new byte[] {1, 2, 3, 4}).digest();
    Path to = folder.resolve("damaged/file");
    proxy.use(FaultPlan.first(1, Set.of(Kind.GET), new Fault.Damage()));
    assertThrows(StoreException.Corrupt.class, () -> store.fetch(digest, to));
    try (Stream<Path> left = Files.list(to.getParent())) {
      assertEquals(0, left.count());
    }
    store.fetch(digest, to);
    assertEquals(digest, Digest.of(to));
  }

  @Test
  void aSeededStormOfEverythingLosesNothing() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      proxy.use(FaultPlan.seeded(seed, 0.2, PASSING.subList(0, 6)));
      for (StoreOperation operation : StoreOperation.values()) {
        operation.run(
            new StoreOperation.Scene(
                store, direct, folder, (int) seed * 1000 + operation.name().hashCode()));
      }
      assertTrue(proxy.struck().size() > 3, "seed " + seed);
    }
  }
}
