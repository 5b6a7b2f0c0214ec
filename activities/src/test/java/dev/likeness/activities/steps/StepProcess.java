package dev.likeness.activities.steps;

import dev.likeness.activities.runner.StepAssignment;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.Termination;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A real process that carries out steps, started by hand, as often as a test likes. */
final class StepProcess implements AutoCloseable {
  private final Process process;
  private final StepAssignment assignment;

  private StepProcess(Process process, StepAssignment assignment) {
    this.process = process;
    this.assignment = assignment;
  }

  /** What the process runs: the program's own entry for steps, training on a toy engine. */
  static void main(String[] arguments) throws IOException {
    int code =
        StepMain.run(
            System.in,
            kind ->
                kind == StepKind.TRAIN
                    ? task ->
                        TrainStep.run(
                            task, config -> new ToyEngine(ToyEngine.Fault.NAN, batch -> false))
                    : kind.step());
    System.exit(code);
  }

  static StepProcess start(StepRun run, StoreAddress store, Path scratch) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "step");
    Process process =
        new ProcessBuilder(
                Path.of(property("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                property("java.class.path"),
                StepProcess.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("step.log").toFile())
            .start();
    var assignment = new StepAssignment(run, store, folder.toString());
    // Stays open: a step whose worker is gone ends.
    OutputStream pipe = process.getOutputStream();
    pipe.write(Json.MAPPER.writeValueAsBytes(assignment));
    pipe.write('\n');
    pipe.flush();
    return new StepProcess(process, assignment);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** The code it leaves with; 128 + signal when one ended it. */
  int exit() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("The step's process does not end: " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Why it failed, as its worker hears it. */
  Termination termination() {
    return Termination.read(assignment.terminationFile()).orElseThrow();
  }

  String log() {
    try {
      return Files.readString(assignment.folder().resolve("step.log"));
    } catch (IOException none) {
      return none.toString();
    }
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) {
    try {
      List<String> kill = List.of("kill", "-" + name, Long.toString(process.pid()));
      if (new ProcessBuilder(kill).start().waitFor() != 0) {
        throw new IllegalStateException("No signal " + name + ": " + log());
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
