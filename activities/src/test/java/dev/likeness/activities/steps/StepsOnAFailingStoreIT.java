package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.SmallDisk;
import dev.likeness.activities.faults.Fault;
import dev.likeness.activities.faults.FaultPlan;
import dev.likeness.activities.faults.FaultProxy;
import dev.likeness.activities.runner.StepExit;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.Termination;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real step process on a store that fails: what passes is waited out, what does not is named, and
 * the same step goes on when it is over.
 */
final class StepsOnAFailingStoreIT {
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

  private StepProcess start(StepRun run) throws IOException {
    StoreAddress real = server.address();
    StoreAddress faulty =
        new StoreAddress(
            proxy.endpoint(), real.bucket(), real.region(), real.accessKey(), real.secretKey());
    return StepProcess.start(run, faulty, folder);
  }

  private void assertSucceeds(StepRun run) throws IOException {
    try (StepProcess process = start(run)) {
      assertEquals(StepExit.SUCCEEDED, process.exit(), process::log);
    }
    assertTrue(store.find(run.steps().getFirst().key()).isPresent());
    assertEquals(List.of(), StoreAudit.of(server.address()).findings());
  }

  private Termination assertFails(StepRun run, FailureReason reason) throws IOException {
    try (StepProcess process = start(run)) {
      assertEquals(StepExit.FAILED, process.exit(), process::log);
      assertEquals(reason.name(), process.termination().reason());
      assertTrue(store.find(run.steps().getFirst().key()).isEmpty());
      assertEquals(List.of(), StoreAudit.of(server.address()).findings());
      return process.termination();
    }
  }

  @Test
  void aFullDiskIsNamedAndTheSameStepGoesOnWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.at(home.store(), 8)) {
      // The disk hides what the folder held before.
      ArtifactStore.prepare(server.address()).close();
      StepRun run = SmallFilm.ingest(store, folder, 1);
      disk.fill();
      Termination full = assertFails(run, FailureReason.STORE_FULL);
      assertTrue(full.sentence().contains("no space is left"), full.sentence());
      disk.free();
      assertSucceeds(run);
    }
  }

  @Test
  void credentialsThatExpireMidRunAreNamedAndNewOnesGoOn() throws Exception {
    StepRun run = SmallFilm.ingest(store, folder, 1);
    proxy.use(FaultPlan.after(4, Fault.Answer.EXPIRED));
    Termination denied = assertFails(run, FailureReason.STORE_UNREACHABLE);
    assertTrue(denied.sentence().contains("refuses these credentials"), denied.sentence());
    proxy.use(FaultPlan.NONE);
    assertSucceeds(run);
  }

  @Test
  void aStormOfBusyAnswersIsWaitedOut() throws Exception {
    StepRun run = SmallFilm.ingest(store, folder, 1);
    // All meet the first request: some five seconds of pauses.
    proxy.use(FaultPlan.storm(6, Fault.Answer.SLOW_DOWN));
    assertSucceeds(run);
    assertEquals(6, proxy.struck().size());
  }
}
