package dev.likeness.activities.steps;

import dev.likeness.activities.models.ModelOwner;
import dev.likeness.activities.runner.ParentPipe;
import dev.likeness.activities.runner.RunVariables;
import dev.likeness.activities.runner.StepAssignment;
import dev.likeness.activities.runner.StepExit;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.runner.StopSignal;
import dev.likeness.activities.runner.Termination;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StepKey;
import dev.likeness.model.files.Folders;
import dev.likeness.model.network.SameDiffEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code likeness step} does: the steps of one run in a row, each made visible by its
 * manifest.
 */
public final class StepMain {
  private static final Logger LOG = LoggerFactory.getLogger(StepMain.class);
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  /** Kubernetes puts what is in it into the pod's status. */
  private static final Path POD_TERMINATION = Path.of("/dev/termination-log");

  private StepMain() {}

  /** Reads the run from the pipe, carries it out, and gives the code to leave with. */
  public static int run(InputStream pipe) throws IOException {
    return run(pipe, StepKind::step);
  }

  /** The same with other steps behind the kinds. */
  static int run(InputStream pipe, Function<StepKind, Step> steps) throws IOException {
    StopSignal stop = StopSignal.install();
    SameDiffEngine.fixKernels();
    StepAssignment assignment = StepAssignment.readFrom(pipe);
    ParentPipe.haltWhenClosed(pipe);
    return run(assignment, assignment.terminationFile(), steps, stop);
  }

  /** Reads the run from a pod's environment and carries it out. */
  public static int runInPod(Map<String, String> environment) throws IOException {
    StopSignal stop = StopSignal.install();
    SameDiffEngine.fixKernels();
    try {
      var assignment =
          new StepAssignment(
              RunVariables.run(environment),
              RunVariables.store(environment),
              RunVariables.SCRATCH.toString());
      return run(assignment, POD_TERMINATION, StepKind::step, stop);
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.error("The pod does not know its work", unreadable);
      new Termination(Termination.BAD_SPEC, String.valueOf(unreadable.getMessage()), "environment")
          .write(POD_TERMINATION);
      return StepExit.FAILED;
    }
  }

  private static int run(
      StepAssignment assignment,
      Path terminationFile,
      Function<StepKind, Step> steps,
      StopSignal stop)
      throws IOException {
    try (ArtifactStore store = ArtifactStore.forStep(assignment.store())) {
      boolean stopped = run(assignment.run(), steps, store, assignment.folder(), stop);
      return stopped ? StepExit.STOPPED : StepExit.SUCCEEDED;
    } catch (IOException | RuntimeException e) {
      LOG.error("The step failed", e);
      StepFailures.termination(e).write(terminationFile);
      return StepExit.FAILED;
    } catch (OutOfMemoryError e) {
      // Of the natives' allocator: the JVM's own ends the process before it gets here.
      LOG.error("The step ran out of memory", e);
      new Termination(
              Termination.OUT_OF_HOST_MEMORY,
              "The step ran out of memory: use a smaller network or batch, or a larger machine.",
              "")
          .write(terminationFile);
      return StepExit.FAILED;
    }
  }

  private static boolean run(
      StepRun run,
      Function<StepKind, Step> steps,
      ArtifactStore store,
      Path folder,
      StopSignal stop)
      throws IOException {
    var progress = new ProgressMeter(store.progress(run.progressName()), PROGRESS);
    String owner = new ModelOwner(run.workflowId(), run.firstRunId(), run.generation()).written();
    int number = 0;
    for (StepOrder order : run.steps()) {
      StepKey key = order.key();
      if (store.find(key).isPresent()) {
        continue;
      }
      if (stop.isAsked()) {
        return true;
      }
      StepKind kind =
          StepKind.named(order.kind())
              .filter(known -> known.version() == order.version())
              .orElseThrow(() -> new OtherVersionException(order, run.profile()));
      Path scratch = Files.createDirectories(folder.resolve("step-" + number++));
      var task =
          new StepTask(
              order.inputs(),
              order.parameters(),
              order.label(),
              order.conditions(),
              owner,
              store,
              scratch,
              progress,
              stop::isAsked);
      Optional<StepOutcome.Made> made = carryOut(steps.apply(kind), task);
      if (made.isEmpty()) {
        progress.publish();
        return true;
      }
      StepOutcome.Made result = made.get();
      store.commit(
          Manifest.of(
              order.kind(),
              order.version(),
              order.inputs(),
              order.parameters(),
              new Manifest.Result(result.outputs(), result.values()),
              result.observed()));
      clear(scratch);
    }
    progress.publish();
    return false;
  }

  /** What a step fetched and made would pile up over the steps of a run. */
  private static void clear(Path scratch) {
    try {
      Folders.remove(scratch);
    } catch (IOException left) {
      LOG.warn("The folder of a finished step was not removed", left);
    }
  }

  private static Optional<StepOutcome.Made> carryOut(Step step, StepTask task) throws IOException {
    return switch (step.run(task)) {
      case StepOutcome.Made made -> Optional.of(made);
      case StepOutcome.Stopped stopped -> Optional.empty();
    };
  }
}
