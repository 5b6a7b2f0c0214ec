package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.likeness.activities.store.StoreAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessRunnerTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;
  private ChildProcessRunner runner;

  static ChildProcessRunner runner(Path folder) {
    return new ChildProcessRunner(
        new StoreAddress(URI.create("http://127.0.0.1:1"), "b", "r", "key", "secret"),
        folder.resolve("scratch"),
        folder.resolve("logs"),
        Map.of("plain", JvmProfile.plain(64)),
        List.of(TestStep.class.getName()));
  }

  static StepRun run(String kind, int generation) {
    return new StepRun(
        "workflow",
        "run-1",
        generation,
        "plain",
        List.of(new StepRun.StepOrder(kind, 1, Map.of(), NullNode.instance)));
  }

  /** Waits until the step has taken over its signals. */
  static void awaitReady(Path folder, StepHandle handle) throws IOException, InterruptedException {
    Path scratch = ownScratch(folder).resolve(handle.name());
    try (WatchService watch = scratch.getFileSystem().newWatchService()) {
      scratch.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(scratch.resolve("ready"))) {
        Objects.requireNonNull(watch.poll(2, TimeUnit.MINUTES), "the step never became ready")
            .reset();
      }
    }
  }

  @BeforeEach
  void start() {
    runner = runner(folder);
  }

  @AfterEach
  void end() {
    runner.close();
  }

  private StepOutcome outcome(StepHandle handle) throws InterruptedException {
    return runner.await(handle, LONG).orElseThrow();
  }

  private Path scratch(StepHandle handle) {
    return ownScratch(folder).resolve(handle.name());
  }

  @Test
  void aStepThatSucceedsLeavesNothingBehind() throws Exception {
    StepHandle handle = runner.startOrAdopt(run("succeed", 1));
    assertEquals(new StepOutcome.Succeeded(), outcome(handle));
    assertFalse(Files.exists(scratch(handle)));
    assertFalse(Files.exists(folder.resolve("logs").resolve(handle.name() + ".log")));
  }

  @Test
  void aRunnerThatClosesLeavesNoFolder() throws Exception {
    outcome(runner.startOrAdopt(run("succeed", 1)));
    assertTrue(Files.exists(ownScratch(folder)));
    runner.close();
    assertFalse(Files.exists(ownScratch(folder)));
  }

  @Test
  void aStepThatFailsSaysWhyAndKeepsItsLog() throws Exception {
    StepHandle handle = runner.startOrAdopt(run("fail", 1));
    assertEquals(new StepOutcome.Failed("no-face", "No face in a.mp4.", "a.mp4"), outcome(handle));
    assertFalse(Files.exists(scratch(handle)));
    assertTrue(Files.exists(folder.resolve("logs").resolve(handle.name() + ".log")));
  }

  @Test
  void aStepThatExhaustsItsHeapIsOutOfHostMemory() throws Exception {
    StepHandle handle = runner.startOrAdopt(run("exhaust", 1));
    assertInstanceOf(StepOutcome.OutOfHostMemory.class, outcome(handle));
  }

  @Test
  void aStepThatHadTooLittleMayHaveTwiceItsProfilesMemory() {
    assertEquals(Optional.of("96Mi"), runner.moreMemory(runWith("64Mi")));
    assertEquals(Optional.of("128Mi"), runner.moreMemory(runWith("96Mi")));
    assertEquals(Optional.empty(), runner.moreMemory(runWith("128Mi")));
  }

  private static StepRun runWith(String memory) {
    return new StepRun(
        "workflow",
        "run-1",
        2,
        "plain",
        List.of(
            new StepRun.StepOrder(
                "exhaust",
                1,
                Map.of(),
                NullNode.instance,
                "",
                JsonNodeFactory.instance.objectNode().put("memorySince", memory))));
  }

  @Test
  void startingIsIdempotentAndStoppingMakesACheckpoint() throws Exception {
    StepHandle handle = runner.startOrAdopt(run("checkpoint", 1));
    assertEquals(handle, runner.startOrAdopt(run("checkpoint", 1)));
    awaitReady(folder, handle);
    assertEquals(StepState.RUNNING, runner.observe(handle));
    runner.release(handle);
    assertEquals(StepState.RUNNING, runner.observe(handle), "a running step is not forgotten");

    runner.stop(handle, LONG);
    runner.stop(handle, LONG);
    assertEquals(new StepOutcome.Stopped(true), outcome(handle));
    assertEquals(handle, runner.startOrAdopt(run("checkpoint", 1)), "an ended run is adopted too");
    runner.release(handle);
    assertInstanceOf(StepOutcome.Lost.class, runner.observe(handle));
  }

  @Test
  void aNewGenerationIsANewRun() throws Exception {
    StepHandle first = runner.startOrAdopt(run("succeed", 1));
    StepHandle second = runner.startOrAdopt(run("succeed", 2));
    assertFalse(first.name().equals(second.name()));
    outcome(first);
    outcome(second);
  }

  @Test
  void theSameRunWithOtherWorkIsRefusedLoudly() {
    StepRun run = run("checkpoint", 1);
    runner.startOrAdopt(run);
    StepRun other = new StepRun(run.workflowId(), run.firstRunId(), 1, "elsewhere", run.steps());
    assertThrows(IllegalStateException.class, () -> runner.startOrAdopt(other));
  }

  @Test
  void aStepThatDoesNotLeaveIsKilledAfterItsGrace() throws Exception {
    StepHandle handle = runner.startOrAdopt(run("stubborn", 1));
    awaitReady(folder, handle);
    runner.stop(handle, Duration.ofMillis(50));
    assertEquals(new StepOutcome.Stopped(false), outcome(handle));
  }

  @Test
  void aStepKilledFromOutsideIsLost() throws Exception {
    StepHandle handle = runner.startOrAdopt(run("stubborn", 1));
    awaitReady(folder, handle);
    process(handle.uid()).destroyForcibly();
    assertInstanceOf(StepOutcome.Lost.class, outcome(handle));
    assertFalse(Files.exists(scratch(handle)));
  }

  @Test
  void anUnknownProfileIsABadSpecification() {
    StepRun run = run("succeed", 1);
    StepHandle handle = runner.startOrAdopt(new StepRun("w", "r", 1, "huge", run.steps()));
    StepOutcome.BadSpec bad = assertInstanceOf(StepOutcome.BadSpec.class, runner.observe(handle));
    assertTrue(bad.sentence().contains("plain"), bad.sentence());
  }

  @Test
  void aStepThatAnotherWorkerHadStartedIsLost() {
    assertInstanceOf(StepOutcome.Lost.class, runner.observe(new StepHandle("step-x", "1")));
    runner.stop(new StepHandle("step-x", "1"), LONG);
  }

  @Test
  void childrenEndWhenTheirParentIsKilled() throws Exception {
    endsWithItsParent("stubborn");
  }

  @Test
  void aChildThatHangsInNativeCodeEndsWithItsParentToo() throws Exception {
    endsWithItsParent("hung");
  }

  private void endsWithItsParent(String kind) throws Exception {
    Process parent = parent(kind);
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = process(Objects.requireNonNull(out.readLine()));
      assertTrue(child.isAlive());
      parent.destroyForcibly();
      child.onExit().get(2, TimeUnit.MINUTES);
      assertFalse(child.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aHaltedStepOfAKilledWorkerIsEndedByTheNextOne() throws Exception {
    Process parent = parent("stubborn");
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = process(Objects.requireNonNull(out.readLine()));
      new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start().waitFor();
      parent.destroyForcibly();
      parent.onExit().get(2, TimeUnit.MINUTES);
      Path scratch = folder.resolve("scratch");
      List<Path> left = Abandoned.folders(scratch);
      assertEquals(List.of(child.pid()), pids(left.getFirst()));

      WorkingFolder.in(scratch);

      child.onExit().get(2, TimeUnit.MINUTES);
      assertFalse(Files.exists(left.getFirst()));
    } finally {
      parent.destroyForcibly();
    }
  }

  private static List<Long> pids(Path left) throws IOException {
    return Abandoned.steps(left).stream().map(ProcessHandle::pid).toList();
  }

  private Process parent(String kind) throws IOException {
    Path java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-Xmx64m",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            TestParent.class.getName(),
            folder.toString(),
            kind)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void whatAKilledWorkerLeftIsRemovedByTheNextOne() throws Exception {
    Path left = folder.resolve("scratch").resolve("worker-999999999999").resolve("step-x");
    Files.createDirectories(left);
    Path own = Files.createDirectories(ownScratch(folder));

    assertEquals(own, WorkingFolder.in(folder.resolve("scratch")));

    assertFalse(Files.exists(left.getParent()));
    assertTrue(Files.exists(own));
  }

  @Test
  void aProcessOfTheSameNumberButAnotherStartIsNobodyToSpare() throws Exception {
    Path scratch = folder.resolve("scratch");
    long self = ProcessHandle.current().pid();
    Path stranger = Files.createDirectories(scratch.resolve("worker-" + self + "-1000"));
    Path run = Files.createDirectories(stranger.resolve("step-x"));
    Files.writeString(run.resolve("process"), self + "-1000");

    assertEquals(List.of(stranger), Abandoned.folders(scratch));
    assertEquals(List.of(), pids(stranger), "or this test would end itself");
    Abandoned.remove(stranger);
    assertFalse(Files.exists(stranger));
  }

  /** Where the steps of this process work. */
  private static Path ownScratch(Path folder) {
    return Abandoned.own(folder.resolve("scratch"));
  }

  private static ProcessHandle process(String uid) {
    return ProcessHandle.of(Long.parseLong(uid.substring(0, uid.indexOf('-')))).orElseThrow();
  }
}
