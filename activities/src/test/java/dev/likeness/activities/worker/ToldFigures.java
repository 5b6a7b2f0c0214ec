package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepState;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.MDC;

/**
 * Keeps what a watcher tells, but for how far runs are, and which trace its log names meanwhile.
 */
final class ToldFigures implements RunFigures {
  private final List<String> events = new ArrayList<>();
  private final Set<String> traces = new HashSet<>();

  synchronized List<String> events() {
    return List.copyOf(events);
  }

  synchronized Set<String> traces() {
    return Set.copyOf(traces);
  }

  private synchronized void add(Run run, String event) {
    traces.add(String.valueOf(MDC.get(LogContext.TRACE)));
    events.add(run.kind() + " of " + run.project() + ": " + event);
  }

  @Override
  public void watches(Run run, Optional<Beginning> beginning) {
    add(
        run,
        "watches" + beginning.map(first -> first.created() ? ", created" : ", adopted").orElse(""));
  }

  @Override
  public void saw(Run run, StepState state) {
    add(run, state.phase().name());
  }

  @Override
  public void told(Run run, Progress progress) {}

  @Override
  public void reports(Run run, RunReport report) {
    add(run, report.state().name());
  }

  @Override
  public void leaves(Run run) {
    add(run, "leaves");
  }

  @Override
  public void planned(boolean accepted) {}

  @Override
  public synchronized void couldNotWatch(Silent who) {
    events.add("could not watch: " + who);
  }

  @Override
  public void swept() {}
}
