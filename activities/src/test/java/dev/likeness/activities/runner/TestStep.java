package dev.likeness.activities.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A step's process for tests: does what the kind of its only step says. */
final class TestStep {
  private TestStep() {}

  public static void main(String[] arguments) throws Exception {
    StopSignal stop = StopSignal.install();
    StepAssignment assignment = StepAssignment.readFrom(System.in);
    ParentPipe.haltWhenClosed(System.in);
    Files.writeString(assignment.folder().resolve("made"), "scratch");
    switch (assignment.run().steps().getFirst().kind()) {
      case "succeed" -> System.exit(StepExit.SUCCEEDED);
      case "fail" -> {
        new Termination("no-face", "No face in a.mp4.", "a.mp4")
            .write(assignment.terminationFile());
        System.exit(StepExit.FAILED);
      }
      case "checkpoint" -> {
        ready(assignment);
        while (!stop.await(60_000)) {}
        System.exit(StepExit.STOPPED);
      }
      case "stubborn" -> {
        ready(assignment);
        Thread.currentThread().join();
      }
      case "hung" -> {
        // Opening a pipe that nobody writes to never comes back from native code.
        Path pipe = assignment.folder().resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        ready(assignment);
        Files.newInputStream(pipe).close();
      }
      case "exhaust" -> {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < 100_000) {
          all.add(new byte[1 << 20]);
        }
      }
      default -> throw new IllegalStateException("unknown kind");
    }
  }

  /** The signals are taken over: a test may send them. */
  private static void ready(StepAssignment assignment) throws Exception {
    Files.writeString(
        assignment.folder().resolve("ready.part"), "" + ProcessHandle.current().pid());
    Files.move(assignment.folder().resolve("ready.part"), assignment.folder().resolve("ready"));
  }
}
