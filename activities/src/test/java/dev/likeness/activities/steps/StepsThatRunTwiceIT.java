package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.faults.Fault;
import dev.likeness.activities.faults.FaultPlan;
import dev.likeness.activities.faults.FaultProxy;
import dev.likeness.activities.faults.StoreRequest;
import dev.likeness.activities.faults.StoreRequest.Kind;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.runner.StepExit;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real processes with one step: at once, one after the other, and one that was stopped in the
 * middle of its last request and wakes up when everything is over. One result exists, it is right,
 * and who comes second ends by itself.
 */
final class StepsThatRunTwiceIT {
  @TempDir Path folder;
  private Home home;
  private EmbeddedStore server;
  private ArtifactStore store;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    home = new Home(folder.resolve("home"));
    home.prepare();
    server = EmbeddedStore.start(home);
    store = ArtifactStore.prepare(server.address());
    proxy = FaultProxy.before(server.address().endpoint());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    store.close();
    server.close();
  }

  private StoreAddress throughTheProxy() {
    StoreAddress real = server.address();
    return new StoreAddress(
        proxy.endpoint(), real.bucket(), real.region(), real.accessKey(), real.secretKey());
  }

  private StepProcess start(StepRun run, StoreAddress address) throws IOException {
    return StepProcess.start(run, address, folder);
  }

  private StepRun ingest(int generation) {
    return SmallFilm.ingest(store, folder, generation);
  }

  private StepRun train(int generation) throws IOException {
    ObjectNode parameters = StepTask.object().put("model", "toy").put("until", 12);
    parameters.putObject("training").put("batch", 2).put("segmentIterations", 4);
    return run(
        generation,
        StepKind.TRAIN,
        Map.of(
            "source", List.of(store.put(DrawnFaceset.of(25, 200)).digest()),
            "target", List.of(store.put(DrawnFaceset.of(26, 90)).digest())),
        parameters);
  }

  private static StepRun run(
      int generation, StepKind kind, Map<String, List<Digest>> inputs, ObjectNode parameters) {
    return new StepRun(
        "workflow-" + generation,
        "run-" + generation,
        generation,
        "plain",
        List.of(new StepOrder(kind.toString(), kind.version(), inputs, parameters)));
  }

  private Manifest result(StepRun run) {
    return store.find(run.steps().getFirst().key()).orElseThrow();
  }

  private static boolean isManifest(StoreRequest request) {
    return request.kind() == Kind.CREATE && request.object().startsWith("manifests/");
  }

  private void assertSound() {
    assertEquals(List.of(), StoreAudit.of(server.address()).findings());
  }

  /** Every manifest and entry that the store's folder holds, with its bytes' digest. */
  private List<String> results() throws IOException {
    try (Stream<Path> tree = Files.walk(home.store())) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*/(manifests|logs)/.*"))
          .map(StepsThatRunTwiceIT::describe)
          .sorted()
          .toList();
    }
  }

  private static String describe(Path file) {
    try {
      return file + " " + Digest.of(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void twoCopiesThatCommitAtTheSameMomentHaveOneResultAndBothSucceed() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    proxy.use(
        (request, ofSame, inAll) ->
            isManifest(request) && ofSame < 2 ? new Fault.Race(() -> meet(both)) : Fault.NONE);
    StepRun run = ingest(1);
    try (StepProcess first = start(run, throughTheProxy());
        StepProcess second = start(ingest(2), throughTheProxy())) {
      assertEquals(StepExit.SUCCEEDED, first.exit(), first::log);
      assertEquals(StepExit.SUCCEEDED, second.exit(), second::log);
    }
    assertEquals(2, proxy.struck().size());
    assertEquals(SmallFilm.FRAMES, result(run).result().values().path("frames").asInt());
    assertEquals(1, results().size());
    assertSound();
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCopyThatWakesUpAfterANewerOneHasFinishedChangesNothing() throws Exception {
    StepRun newer = ingest(2);
    AtomicReference<StepProcess> stale = new AtomicReference<>();
    AtomicReference<List<String>> before = new AtomicReference<>(List.of());
    proxy.use(
        FaultPlan.first(
                1,
                Set.of(Kind.CREATE),
                new Fault.Race(() -> before.set(whileStopped(stale.get(), newer))))
            .of(object -> object.startsWith("manifests/")));
    try (StepProcess process = start(ingest(1), throughTheProxy())) {
      stale.set(process);
      assertEquals(StepExit.SUCCEEDED, process.exit(), process::log);
    }
    assertEquals(1, before.get().size());
    assertEquals(before.get(), results());
    assertSound();
  }

  /** Stops a process, lets a newer one come to its end, and wakes it up. */
  private List<String> whileStopped(StepProcess stale, StepRun newer) {
    stale.signal("STOP");
    try (StepProcess process = start(newer, server.address())) {
      assertEquals(StepExit.SUCCEEDED, process.exit(), process::log);
      return results();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      stale.signal("CONT");
    }
  }

  @Test
  void aResultThatWasWrittenJustBeforeTheKillIsFoundByTheNextGeneration() throws Exception {
    AtomicReference<StepProcess> victim = new AtomicReference<>();
    // The first answer is lost; when the process asks again, it is killed.
    proxy.use(
        (request, ofSame, inAll) ->
            !isManifest(request)
                ? Fault.NONE
                : ofSame == 0
                    ? new Fault.LoseResponse()
                    : new Fault.Race(() -> victim.get().signal("KILL")));
    StepRun run = ingest(1);
    try (StepProcess process = start(run, throughTheProxy())) {
      victim.set(process);
      assertEquals(137, process.exit());
    }
    List<String> written = results();
    assertEquals(1, written.size());
    proxy.use(FaultPlan.NONE);
    try (StepProcess next = start(ingest(2), throughTheProxy())) {
      assertEquals(StepExit.SUCCEEDED, next.exit(), next::log);
    }
    assertTrue(proxy.requests() < 8, "it did nothing again: " + proxy.requests() + " requests");
    assertEquals(written, results());
    assertSound();
  }

  @Test
  void anOvertakenTrainerMeetsTheNewerClaimAndStopsByItself() throws Exception {
    assertStopsByItself(train(1), train(2), FailureReason.MODEL_BUSY);
  }

  @Test
  void aTrainerThatACopyOfItsOwnRunHasOvertakenIsLostSoThatItsJobAsksForAnother() throws Exception {
    StepRun run = train(1);
    assertStopsByItself(run, run, FailureReason.LOST);
  }

  private void assertStopsByItself(StepRun older, StepRun newer, FailureReason reason)
      throws Exception {
    AtomicReference<StepProcess> stale = new AtomicReference<>();
    AtomicReference<List<String>> before = new AtomicReference<>(List.of());
    // Entry 1 is its claim; it sleeps while it appends its first checkpoint.
    proxy.use(
        FaultPlan.first(
                1,
                Set.of(Kind.CREATE),
                new Fault.Race(() -> before.set(whileStopped(stale.get(), newer))))
            .of(object -> object.endsWith("000000000002.json")));
    try (StepProcess process = start(older, throughTheProxy())) {
      stale.set(process);
      assertEquals(StepExit.FAILED, process.exit(), process::log);
      assertEquals(reason.name(), process.termination().reason());
      assertTrue(
          process.termination().sentence().contains(newer.workflowId()),
          process.termination().sentence());
    }
    assertEquals(before.get(), results());
    assertEquals(12, ModelLog.of(store, "toy").newest().orElseThrow().iteration());
    assertEquals(12, result(newer).result().values().path("iteration").asInt());
    assertSound();
  }

  @Test
  void aTrainerWhoseAnswersAreLostIsNotOvertakenByItself() throws Exception {
    StepRun run = train(1);
    proxy.use(FaultPlan.first(1, Set.of(Kind.CREATE), new Fault.LoseResponse()));
    try (StepProcess process = start(run, throughTheProxy())) {
      assertEquals(StepExit.SUCCEEDED, process.exit(), process::log);
    }
    assertTrue(proxy.struck().size() >= 5, "claim, three checkpoints, three manifests");
    assertEquals(1, ModelLog.of(store, "toy").claims());
    assertEquals(
        List.of(4L, 8L, 12L),
        ModelLog.of(store, "toy").checkpoints().stream()
            .map(ModelLog.Checkpoint::iteration)
            .toList());
    assertSound();
  }
}
