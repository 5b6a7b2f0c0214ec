package dev.likeness.workflows;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model that learns ten iterations a slice, which count as one minute of training. */
final class FakeTraining {
  static final long A_SLICE = 10;

  private long iteration;
  private long heldFrom = Long.MAX_VALUE;
  private int padding;

  /** Trains no further than this, until it is released. */
  void holdAt(long iteration) {
    heldFrom = iteration;
  }

  void release() {
    heldFrom = Long.MAX_VALUE;
  }

  boolean isHeld() {
    return iteration >= heldFrom;
  }

  /** Reports are so long that a history soon suggests to go on as new. */
  void speakAtLength(int characters) {
    padding = characters;
  }

  RunReport slice(RunRequest request, boolean stopped) {
    StepSpec step = request.steps().getFirst();
    long until = goal(step.parameters());
    if (stopped) {
      return report(RunState.STOPPED, step, until);
    }
    iteration = Math.max(iteration, Math.min(until, iteration + A_SLICE));
    return report(iteration < until ? RunState.RUNNING : RunState.SUCCEEDED, step, until);
  }

  private static long goal(Map<String, Object> parameters) {
    return switch (parameters.get("minutes")) {
      case Number minutes -> Math.round(minutes.doubleValue() * A_SLICE);
      case null, default -> Long.parseLong(String.valueOf(parameters.get("until")));
    };
  }

  private RunReport report(RunState state, StepSpec step, long until) {
    var progress =
        new Progress(
            iteration,
            until,
            "iterations",
            2,
            Map.of("sourceLoss", 0.5),
            Map.of(
                "weights",
                "w".repeat(padding),
                Progress.PREVIEW_LINK,
                "https://store.example/sheet-" + iteration));
    List<StepResult> results =
        state == RunState.RUNNING || iteration == 0
            ? List.of()
            : List.of(FakeResults.checkpoint(step.label(), iteration));
    return new RunReport(state, results, progress, Optional.empty());
  }
}
