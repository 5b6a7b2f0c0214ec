package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    Path java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
    Process parent =
        new ProcessBuilder(
                java.toString(),
                "-Xmx64m",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                TestParent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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
  void whatAKilledWorkerLeftIsRemovedByTheNextOne() throws Exception {
    Path left = folder.resolve("scratch").resolve("worker-999999999999").resolve("step-x");
    Files.createDirectories(left);
    Path own = Files.createDirectories(ownScratch(folder));

    assertEquals(own, WorkingFolder.in(folder.resolve("scratch")));

    assertFalse(Files.exists(left.getParent()));
    assertTrue(Files.exists(own));
  }

  /** Where the steps of this process work. */
  private static Path ownScratch(Path folder) {
    return folder.resolve("scratch").resolve("worker-" + ProcessHandle.current().pid());
  }

  private static ProcessHandle process(String uid) {
    return ProcessHandle.of(Long.parseLong(uid.substring(0, uid.indexOf('-')))).orElseThrow();
  }
}
