package dev.likeness.activities.tracing;

import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.worker.RequestedRun;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.StepResult;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of steps, from when it was first asked for until its end is reported, over all slices in
 * which it was watched.
 */
final class RunTrace {
  /** Of a run that waits again and again, the first times tell enough. */
  private static final int MOST_EVENTS = 32;

  private static final String POD = "pod";
  private static final String WAITS = "waits";

  private final RunRequest request;
  private final String name;
  private final long asked;
  private final List<Told.Event> events = new ArrayList<>();
  private String pod = "";
  private boolean waits;

  /**
   * @param name as {@link #name(RunRequest)} has it
   * @param asked in milliseconds since 1970
   */
  RunTrace(RunRequest request, String name, long asked) {
    this.request = request;
    this.name = name;
    this.asked = asked;
  }

  /** The same for all requests of a run, in any process: what is in them has an order. */
  static String name(RunRequest request) {
    return NamedIds.span(request.toString());
  }

  String name() {
    return name;
  }

  long asked() {
    return asked;
  }

  String kind() {
    return request.steps().getFirst().kind();
  }

  List<Told.Event> events() {
    return events;
  }

  /** What a slice of watching saw: in which pod it is, and whether that waits. */
  void reports(RunReport report, long now) {
    Map<String, String> notes = report.progress().notes();
    String named = notes.getOrDefault(POD, "");
    if (!named.isEmpty() && !named.equals(pod)) {
      pod = named;
      event(POD, Attributes.of(Names.POD, pod), now);
    }
    String why = notes.getOrDefault(WAITS, "");
    if (waits != !why.isEmpty()) {
      waits = !why.isEmpty();
      event(
          waits ? WAITS : "goes on",
          waits ? Attributes.of(Names.WHY, why) : Attributes.empty(),
          now);
    }
  }

  /** A slice that brought no report; the run may be watched again. */
  void unwatched(String sentence, long now) {
    event("not watched", Attributes.of(Names.WHY, sentence), now);
  }

  private void event(String name, Attributes attributes, long now) {
    if (events.size() < MOST_EVENTS) {
      events.add(new Told.Event(name, attributes, now));
    }
  }

  /**
   * @param report its last; absent for a run whose workflow ended before it
   */
  Attributes attributes(Optional<RunReport> report) {
    StepRun run = RequestedRun.of(request);
    AttributesBuilder all =
        Attributes.builder()
            .put(Names.WORKFLOW, request.owner())
            .put(Names.RUN, request.ownerRun())
            .put(Names.PROJECT, request.project())
            .put(Names.KIND, kind())
            .put(Names.GENERATION, (long) request.generation())
            .put(Names.STEPS, (long) request.steps().size())
            .put(Names.JOB, run.name())
            .put(Names.KEYS, run.steps().stream().map(step -> step.key().hex()).toList())
            .put(Names.OUTCOME, report.map(Names::outcome).orElse(Names.LEFT));
    report.ifPresent(
        last -> all.put(Names.REUSED, last.results().stream().filter(StepResult::reused).count()));
    if (!pod.isEmpty()) {
      all.put(Names.POD, pod);
    }
    return all.build();
  }
}
