package dev.likeness.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The whole job: extract every medium, train, convert every target. */
public final class FaceSwapWorkflow implements FaceSwap {
  private Journal journal = new Journal("");
  private Optional<TrainModel> trainer = Optional.empty();
  private Optional<Extension> extension = Optional.empty();
  private boolean converting;
  private boolean paused;

  @Override
  public SwapResult run(Request request) {
    FaceSwapPlan plan = Plans.of(request).faceSwap().orElseThrow();
    journal = new Journal(plan.project());

    journal.enter("extract", "Finding the faces of the source and the target.");
    boolean cutTargets = plan.targetFacesets().isEmpty();
    var sources = extract(plan, "source", plan.sources(), plan.sourcePerson(), true);
    var targets = extract(plan, "target", plan.targets(), plan.targetPerson(), cutTargets);

    Workflow.await(() -> !paused);
    journal.enter("train", "Training the model.");
    TrainedModel model = train(plan, sources, targets);
    trainer = Optional.empty();
    Workflow.await(() -> !paused);

    converting = true;
    journal.enter("convert", "Converting the targets.");
    List<ConvertedVideo> films = new ArrayList<>();
    for (int i = 0; i < plan.targets().size(); i++) {
      films.add(convert(plan, i, targets.get(i).person(), model));
    }
    journal.enter("done", "All targets are converted.");
    return new SwapResult(plan.project(), model, sources, targets, films);
  }

  private List<ExtractedFaces> extract(
      FaceSwapPlan plan,
      String side,
      List<Medium> media,
      Optional<String> person,
      boolean faceset) {
    Map<Integer, ExtractedFaces> found = new LinkedHashMap<>();
    Deque<Integer> waiting = new ArrayDeque<>();
    for (int i = 0; i < media.size(); i++) {
      waiting.add(i);
    }
    int lanes = Math.max(1, plan.fanout().parallel() / 2);
    List<Promise<Void>> running = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      running.add(
          Async.procedure(
              () -> {
                for (Integer next = waiting.poll(); next != null; next = waiting.poll()) {
                  int i = next;
                  Workflow.await(() -> !paused);
                  String id = Workflow.getInfo().getWorkflowId() + "/" + side + "-" + i;
                  journal.child(id);
                  var faces =
                      Children.run(
                          ExtractFaces.class,
                          id,
                          stub ->
                              stub.run(
                                  Children.extract(
                                      plan.project(),
                                      media.get(i),
                                      person,
                                      faceset,
                                      plan.extraction(),
                                      plan.fanout())));
                  found.put(i, faces);
                  record("extract", faces.medium().name(), faces.made(), faces.reused());
                  journal.fact(side + "-" + i, faces.counts());
                }
              }));
    }
    Promise.allOf(running).get();
    return List.copyOf(new TreeMap<>(found).values());
  }

  private TrainedModel train(
      FaceSwapPlan plan, List<ExtractedFaces> sources, List<ExtractedFaces> targets) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", plan.project());
    plan.model().ifPresent(model -> fields.put("model", model));
    fields.put("sources", facesets(sources, plan.sourceFacesets()));
    fields.put("targets", facesets(targets, plan.targetFacesets()));
    Map<String, Object> training = new TreeMap<>(plan.training());
    extension.ifPresent(
        more -> {
          training.remove("iterations");
          training.remove("minutes");
          more.iterations().ifPresent(iterations -> training.put("iterations", iterations));
          more.minutes().ifPresent(minutes -> training.put("minutes", minutes));
        });
    fields.put("training", training);
    String id = Workflow.getInfo().getWorkflowId() + "/train";
    journal.child(id);
    TrainModel stub = Children.stub(TrainModel.class, id);
    trainer = Optional.of(stub);
    TrainedModel model = Children.unwrapped(() -> stub.run(Request.of(fields)));
    record("train", model.model(), model.made(), model.reused());
    journal.fact("model", model.values());
    return model;
  }

  private ConvertedVideo convert(FaceSwapPlan plan, int i, String person, TrainedModel model) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", plan.project());
    fields.put("target", plan.targets().get(i));
    fields.put("person", person);
    fields.put("extraction", plan.extraction());
    fields.put("weights", model.outputs().get("weights"));
    fields.put(
        "conversion",
        model
            .values()
            .getOrDefault("conversion", Ordered.of("architecture", model.architecture())));
    fields.put("merging", plan.merging());
    fields.put("container", plan.container());
    fields.put("fanout", plan.fanout());
    String id = Workflow.getInfo().getWorkflowId() + "/convert-" + i;
    journal.child(id);
    ConvertedVideo film =
        Children.run(ConvertVideo.class, id, stub -> stub.run(Request.of(fields)));
    record("convert", film.name(), film.made(), film.reused());
    return film;
  }

  private static List<String> facesets(List<ExtractedFaces> extracted, List<String> given) {
    List<String> all = new ArrayList<>(given);
    extracted.forEach(faces -> all.addAll(faces.facesets()));
    return all;
  }

  private void record(String stage, String what, int made, int reused) {
    journal.record(new StageStatus(stage, what, made, reused, made + reused, Progress.NONE));
  }

  private void pass(Steering steering) {
    trainer.ifPresent(stub -> stub.steer(steering));
  }

  @Override
  public JobStatus status() {
    return journal.status();
  }

  @Override
  public Answer pause() {
    paused = true;
    journal.paused(true);
    pass(Steering.of(Steering.Kind.PAUSE));
    return new Answer(
        trainer.isPresent()
            ? "Training checkpoints and pauses."
            : "The job pauses before its next stage.");
  }

  @Override
  public void checkPause() {
    refuse(paused, "The job is paused already.");
  }

  @Override
  public Answer resume() {
    paused = false;
    journal.paused(false);
    pass(Steering.of(Steering.Kind.RESUME));
    return new Answer("The job goes on.");
  }

  @Override
  public void checkResume() {
    refuse(!paused, "The job is not paused.");
  }

  @Override
  public Answer finish() {
    paused = false;
    journal.paused(false);
    pass(Steering.of(Steering.Kind.FINISH));
    return new Answer("Training ends with its newest iteration, then the targets are converted.");
  }

  @Override
  public void checkFinish() {
    refuse(
        trainer.isEmpty(),
        "Only training can be finished early, and the job is in another stage: see its status.");
  }

  @Override
  public Answer extend(Extension extension) {
    this.extension = Optional.of(extension);
    pass(new Steering(Steering.Kind.EXTEND, Optional.of(extension)));
    return new Answer(
        "Training goes on until "
            + extension.iterations().map(it -> "iteration " + it).orElse("")
            + extension.minutes().map(it -> it + " minutes of training").orElse("")
            + ".");
  }

  @Override
  public void checkExtend(Extension extension) {
    refuse(
        extension.iterations().isPresent() == extension.minutes().isPresent(),
        "Say either iterations or minutes.");
    refuse(
        extension.iterations().orElse(1L) < 1 || extension.minutes().orElse(1.0) <= 0,
        "Training can only be extended to more than nothing.");
    refuse(converting, "Training is over: start the job again with more iterations.");
  }

  private static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
