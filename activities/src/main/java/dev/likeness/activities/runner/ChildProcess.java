package dev.likeness.activities.runner;

import dev.likeness.activities.store.Digest;
import dev.likeness.model.files.Folders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started process, from its first line to the removal of its folder. */
final class ChildProcess {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final int TAIL_BYTES = 2048;

  private final StepAssignment assignment;
  private final Digest specification;
  private final Path logs;
  private final Process process;
  private final StepHandle handle;
  private final CompletableFuture<StepOutcome> outcome;
  private volatile boolean stopAsked;
  private volatile boolean killedByUs;

  private ChildProcess(StepAssignment assignment, Path logs, Process process) {
    this.assignment = assignment;
    this.specification = assignment.run().specification();
    this.logs = logs;
    this.process = process;
    // Asked now, as the system forgets the start of a process that has ended.
    String started =
        process.info().startInstant().map(instant -> "-" + instant.toEpochMilli()).orElse("");
    this.handle = new StepHandle(assignment.run().name(), process.pid() + started);
    this.outcome = process.onExit().thenApplyAsync(ended -> settle(ended.exitValue()));
  }

  /** Starts the process and tells it its work; its folder exists and is empty. */
  static ChildProcess start(
      StepAssignment assignment, ChildCommand command, JvmProfile profile, Path logs)
      throws IOException {
    Path folder = assignment.folder();
    ProcessBuilder builder =
        new ProcessBuilder(command.with(profile, folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile(folder).toFile());
    builder.environment().putAll(profile.environment());
    Process process = builder.start();
    try {
      Abandoned.note(folder, process.toHandle());
    } catch (IOException full) {
      // Nobody would know of it, and it would wait for its work.
      process.destroyForcibly();
      throw full;
    }
    try {
      assignment.writeTo(process.getOutputStream());
    } catch (IOException ended) {
      // It died before it could read: its exit tells more than the broken pipe.
      log.debug("{} ended before it read its work", assignment.run().name(), ended);
    }
    return new ChildProcess(assignment, logs, process);
  }

  private static Path logFile(Path folder) {
    return folder.resolve("step.log");
  }

  StepHandle handle() {
    return handle;
  }

  Digest specification() {
    return specification;
  }

  StepObservation observe() {
    if (outcome.isDone()) {
      return outcome.join();
    }
    return stopAsked ? StepState.TERMINATING : StepState.RUNNING;
  }

  Optional<StepOutcome> await(Duration longest) throws InterruptedException {
    try {
      return Optional.of(outcome.get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException stillRunning) {
      return Optional.empty();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("The end of a step could not be settled.", broken);
    }
  }

  /** SIGTERM now and once, SIGKILL after the grace. */
  void stop(Duration grace) {
    if (!process.isAlive()) {
      return;
    }
    if (!stopAsked) {
      stopAsked = true;
      // Not through the Process: that closes the pipe too, and the child would take us for dead.
      process.toHandle().destroy();
    }
    if (grace.isZero()) {
      kill();
      return;
    }
    Thread.ofVirtual()
        .name("stop-" + assignment.run().name())
        .start(
            () -> {
              try {
                if (await(grace).isEmpty()) {
                  kill();
                }
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void kill() {
    killedByUs = true;
    process.destroyForcibly();
  }

  private StepOutcome settle(int exitCode) {
    Path file = logFile(assignment.folder());
    ProcessEnd end =
        new ProcessEnd(
            exitCode,
            stopAsked,
            killedByUs,
            Termination.read(assignment.terminationFile()),
            tail(file));
    StepOutcome ended = end.outcome();
    try {
      process.getOutputStream().close();
      if (!(ended instanceof StepOutcome.Succeeded || ended instanceof StepOutcome.Stopped)) {
        keepLog(file);
      }
      Folders.remove(assignment.folder());
    } catch (IOException left) {
      log.warn("The folder of an ended step was not removed: {}", left.toString());
    }
    return ended;
  }

  private void keepLog(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.createDirectories(logs);
      Path kept = logs.resolve(assignment.run().name() + ".log");
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String tail(Path file) {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(TAIL_BYTES, reader.length());
      byte[] end = new byte[length];
      reader.seek(reader.length() - length);
      reader.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    } catch (IOException none) {
      return "";
    }
  }
}
