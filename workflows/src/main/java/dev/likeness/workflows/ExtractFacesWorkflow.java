package dev.likeness.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ingest, extract, align and, when asked, cut out: for one medium. */
public final class ExtractFacesWorkflow implements ExtractFaces {
  private final Journal journal = new Journal();
  private final Gate gate = new Gate(journal);
  private final Runs runs = new Runs(journal, gate);

  @Override
  public ExtractedFaces run(Request request) {
    return journal.told(() -> extract(request, Plans.of(request, journal).extract().orElseThrow()));
  }

  private ExtractedFaces extract(Request request, ExtractPlan plan) {
    journal.of(plan.project());
    runs.under(plan.resources()).goingOnWith(request);
    var activities = runs.stubs();
    Medium medium = plan.medium();
    String name = medium.name();
    List<StepResult> all = new ArrayList<>();

    journal.enter("ingest", "Reading " + name + ".");
    var media = Ordered.of("media", List.of(medium.media()));
    var ingest = new StepSpec("ingest", media, ranged(plan, Ordered.of()), name);
    StepResult indexed =
        runs.all("ingest", name, activities::ingest, List.of(ingest), 1).getFirst();
    all.add(indexed);
    String index = indexed.output("index");
    int from = (int) indexed.number("from");
    int to = (int) indexed.number("to");

    journal.enter("extract", "Finding the faces of " + name + ".");
    var frames = Ordered.of("media", List.of(medium.media()), "index", List.of(index));
    var extract =
        chunks(plan, "extract", frames, Ordered.of("extraction", part(plan, "find")), from, to);
    List<StepResult> found =
        runs.all("extract", name, activities::extract, extract, plan.fanout().parallel());
    all.addAll(found);

    journal.enter("align", "Following the faces of " + name + " through time.");
    var records =
        Ordered.of(
            "index", List.of(index),
            "records", found.stream().map(result -> result.output("records")).toList(),
            "chips", found.stream().map(result -> result.output("chips")).toList());
    var align =
        new StepSpec(
            "align",
            records,
            Ordered.of("extraction", part(plan, "align"), "from", from, "to", to),
            name);
    StepResult aligned = runs.all("align", name, activities::align, List.of(align), 1).getFirst();
    all.add(aligned);
    String alignments = aligned.output("alignments");
    journal.fact("faces", aligned.values());

    String person = person(plan, aligned, all);
    List<StepResult> cut = List.of();
    if (plan.faceset()) {
      journal.enter("align", "Cutting out the faces of " + name + ".");
      var aligns = new TreeMap<>(frames);
      aligns.put("alignments", List.of(alignments));
      var cutting =
          chunks(
              plan,
              "faceset",
              aligns,
              Ordered.of("extraction", part(plan, "cut"), "person", person),
              from,
              to);
      cut = runs.all("faceset", name, activities::align, cutting, plan.fanout().parallel());
      all.addAll(cut);
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    journal.enter("done", "The faces of " + name + " are there.");
    int reused = (int) all.stream().filter(StepResult::reused).count();
    return new ExtractedFaces(
        medium,
        index,
        alignments,
        person,
        from,
        to,
        cut.stream().map(result -> result.output("faceset")).toList(),
        counts(aligned, cut),
        all.size() - reused,
        reused);
  }

  @Override
  public JobStatus status() {
    return journal.status();
  }

  @Override
  public void steer(Steering steering) {
    gate.steer(steering, runs);
  }

  @Override
  public Answer pause() {
    return gate.pause(runs);
  }

  @Override
  public void checkPause() {
    gate.checkPause();
  }

  @Override
  public Answer resume() {
    return gate.resume();
  }

  @Override
  public void checkResume() {
    gate.checkResume();
  }

  private String person(ExtractPlan plan, StepResult aligned, List<StepResult> all) {
    var identify =
        new StepSpec(
            "identify",
            plan.person()
                .filter(ExtractFacesWorkflow::isDigest)
                .map(
                    picture ->
                        Ordered.of(
                            "alignments",
                            List.of(aligned.output("alignments")),
                            "picture",
                            List.of(picture)))
                .orElse(Ordered.of("alignments", List.of(aligned.output("alignments")))),
            plan.person()
                .filter(wanted -> !isDigest(wanted))
                .map(wanted -> Ordered.<Object>of("person", wanted))
                .orElse(Ordered.of()),
            plan.medium().name());
    StepResult identified =
        runs.all("identify", plan.medium().name(), runs.stubs()::align, List.of(identify), 1)
            .getFirst();
    all.add(identified);
    if (identified.values().get("person") instanceof String person) {
      return person;
    }
    throw ApplicationFailure.newNonRetryableFailure(
        "Nobody was chosen in " + plan.medium().name() + ".", FailureReason.INTERNAL.name());
  }

  /** What of the section a step depends on, so that a change redoes only what it changes. */
  private static Object part(ExtractPlan plan, String name) {
    return plan.extraction().getOrDefault(name, Ordered.of());
  }

  private static boolean isDigest(String person) {
    return person.matches("[0-9a-f]{64}");
  }

  private static Map<String, Object> ranged(ExtractPlan plan, Map<String, Object> parameters) {
    Map<String, Object> all = new TreeMap<>(parameters);
    plan.medium().range().ifPresent(range -> all.put("range", range));
    return all;
  }

  private static List<StepSpec> chunks(
      ExtractPlan plan,
      String kind,
      Map<String, List<String>> inputs,
      Map<String, Object> parameters,
      int from,
      int to) {
    return Chunks.of(from, to, plan.fanout().chunk()).stream()
        .map(chunk -> new StepSpec(kind, inputs, chunk.with(parameters), plan.medium().name()))
        .toList();
  }

  private static Map<String, Long> counts(StepResult aligned, List<StepResult> cut) {
    Map<String, Long> counts = new TreeMap<>();
    aligned
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                counts.put(name, number.longValue());
              }
            });
    for (StepResult result : cut) {
      result
          .values()
          .forEach(
              (name, value) -> {
                if (value instanceof Number number) {
                  counts.merge("faceset." + name, number.longValue(), Long::sum);
                }
              });
    }
    return counts;
  }
}
