package dev.likeness.workflows;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the target's faces (or reuses them), predicts, merges and joins. */
public final class ConvertVideoWorkflow implements ConvertVideo {
  private final Journal journal = new Journal();
  private final Gate gate = new Gate(journal);
  private final Runs runs = new Runs(journal, gate);

  @Override
  public ConvertedVideo run(Request request) {
    return journal.told(() -> convert(Plans.of(request, journal).convert().orElseThrow()));
  }

  private ConvertedVideo convert(ConvertPlan plan) {
    journal.of(plan.project());
    runs.under(plan.resources()).goingOnWith(Children.convert(plan));
    String name = plan.target().name();
    journal.enter("extract", "Finding the faces of " + name + ".");
    String child = Workflow.getInfo().getWorkflowId() + "/faces";
    journal.child(child);
    ExtractedFaces faces =
        Children.run(
            ExtractFaces.class,
            child,
            gate,
            () ->
                Children.extract(
                    plan.project(),
                    plan.target(),
                    plan.person(),
                    false,
                    plan.extraction(),
                    plan.fanout(),
                    plan.resources()),
            ExtractFaces::run);

    var chunks = Chunks.of(faces.from(), faces.to(), plan.fanout().chunk());
    journal.enter("convert", "Predicting the faces of " + name + ".");
    Map<String, List<String>> inputs =
        Ordered.of(
            "media", List.of(plan.target().media()),
            "index", List.of(faces.index()),
            "alignments", List.of(faces.alignments()));
    Map<String, List<String>> withWeights = new TreeMap<>(inputs);
    withWeights.put("weights", List.of(plan.weights()));
    Map<String, Object> conversion =
        Ordered.of("conversion", plan.conversion(), "person", faces.person());
    List<StepResult> predicted =
        runs.all(
            "convert",
            name,
            runs.stubs()::convert,
            chunks.stream()
                .map(c -> new StepSpec("convert", withWeights, c.with(conversion), name))
                .toList(),
            1);

    journal.enter("merge", "Blending the faces into " + name + ".");
    List<StepSpec> merging = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      Map<String, List<String>> withPredictions = new TreeMap<>(inputs);
      withPredictions.put("predictions", List.of(predicted.get(i).output("predictions")));
      merging.add(
          new StepSpec(
              "merge",
              withPredictions,
              chunks.get(i).with(Ordered.of("merging", plan.merging(), "person", faces.person())),
              name));
    }
    List<StepResult> segments =
        runs.all("merge", name, runs.stubs()::merge, merging, plan.fanout().parallel());

    journal.enter("merge", "Joining " + name + ".");
    var join =
        new StepSpec(
            "join",
            Ordered.of(
                "media", List.of(plan.target().media()),
                "index", List.of(faces.index()),
                "segments", segments.stream().map(s -> s.output("segment")).toList()),
            Ordered.of("from", faces.from(), "to", faces.to(), "container", plan.container()),
            name);
    StepResult film = runs.all("join", name, runs.stubs()::merge, List.of(join), 1).getFirst();
    Workflow.await(Workflow::isEveryHandlerFinished);
    journal.enter("done", name + " is converted.");

    List<StepResult> all = new ArrayList<>(predicted);
    all.addAll(segments);
    all.add(film);
    int reused = (int) all.stream().filter(StepResult::reused).count();
    Map<String, Object> values = new TreeMap<>(film.values());
    values.put("facesSwapped", segments.stream().mapToLong(s -> s.number("faces")).sum());
    values.put("framesSwapped", segments.stream().mapToLong(s -> s.number("framesSwapped")).sum());
    return new ConvertedVideo(
        name,
        film.output("film"),
        predicted.stream().map(p -> p.output("predictions")).toList(),
        values,
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
}
