package dev.likeness.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The whole job: extract every medium, train, convert every target. */
public final class FaceSwapWorkflow implements FaceSwap {
  private static final String OVER = "Training is over: start the job again with more iterations.";

  private final Journal journal = new Journal();
  private final Gate gate = new Gate(journal);
  private Optional<Steered> trainer = Optional.empty();
  private Goal goal = Goal.UNKNOWN;
  private boolean extended;
  private boolean converting;

  @Override
  public SwapResult run(Request request) {
    return journal.told(() -> swap(Plans.of(request, journal).faceSwap().orElseThrow()));
  }

  private SwapResult swap(FaceSwapPlan plan) {
    journal.of(plan.project());
    if (!extended) {
      goal = goal(plan.training());
    }

    journal.enter("extract", "Finding the faces of the source and the target.");
    boolean cutTargets = plan.targetFacesets().isEmpty();
    var sources = extract(plan, "source", plan.sources(), plan.sourcePerson(), true);
    var targets = extract(plan, "target", plan.targets(), plan.targetPerson(), cutTargets);

    gate.pass();
    journal.enter("train", "Training the model.");
    TrainedModel model = train(plan, sources, targets);
    trainer = Optional.empty();
    gate.pass();

    converting = true;
    journal.enter("convert", "Converting the targets.");
    List<ConvertedVideo> films = new ArrayList<>();
    for (int i = 0; i < plan.targets().size(); i++) {
      gate.pass();
      films.add(convert(plan, i, targets.get(i).person(), model));
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    journal.enter("done", "All targets are converted.");
    return new SwapResult(plan.project(), model, sources, targets, films);
  }

  private List<ExtractedFaces> extract(
      FaceSwapPlan plan,
      String side,
      List<Medium> media,
      Optional<String> person,
      boolean faceset) {
    Map<Integer, ExtractedFaces> found = new TreeMap<>();
    Lanes.spread(
        media.size(),
        Math.max(1, plan.fanout().parallel() / 2),
        i -> {
          gate.pass();
          String id = Workflow.getInfo().getWorkflowId() + "/" + side + "-" + i;
          journal.child(id);
          Request extract =
              Children.extract(
                  plan.project(),
                  media.get(i),
                  person,
                  faceset,
                  plan.extraction(),
                  plan.fanout(),
                  plan.resources());
          var faces = Children.run(ExtractFaces.class, id, gate, () -> extract, ExtractFaces::run);
          found.put(i, faces);
          record("extract", faces.medium().name(), faces.made(), faces.reused());
          journal.fact(side + "-" + i, faces.counts());
        });
    return List.copyOf(found.values());
  }

  private TrainedModel train(
      FaceSwapPlan plan, List<ExtractedFaces> sources, List<ExtractedFaces> targets) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("project", plan.project());
    plan.model().ifPresent(model -> fields.put("model", model));
    fields.put("sources", facesets(sources, plan.sourceFacesets()));
    fields.put("targets", facesets(targets, plan.targetFacesets()));
    Resources.pass(plan.resources(), List.of(Resources.TRAIN), fields);
    String id = Workflow.getInfo().getWorkflowId() + "/train";
    journal.child(id);
    TrainedModel model =
        Children.run(
            TrainModel.class,
            id,
            gate,
            () -> {
              fields.put("training", training(plan));
              return Request.of(fields);
            },
            (stub, request) -> {
              trainer = Optional.of(Children.steered(TrainModel.class, id, stub));
              try {
                return stub.run(request);
              } catch (ChildWorkflowFailure e) {
                // There may be another attempt, which nobody can steer before it has begun.
                trainer = Optional.empty();
                throw e;
              }
            });
    record("train", model.model(), model.made(), model.reused());
    journal.fact("model", model.values());
    return model;
  }

  /** The section as it was asked for, with the length that somebody has extended it to since. */
  private Map<String, Object> training(FaceSwapPlan plan) {
    Map<String, Object> training = new TreeMap<>(plan.training());
    if (extended) {
      training.remove("iterations");
      training.remove("minutes");
      goal.iterations().ifPresent(iterations -> training.put("iterations", iterations));
      goal.minutes().ifPresent(minutes -> training.put("minutes", minutes));
    }
    return training;
  }

  private ConvertedVideo convert(FaceSwapPlan plan, int i, String person, TrainedModel model) {
    Object conversion =
        model.values().getOrDefault("conversion", Ordered.of("architecture", model.architecture()));
    Request convert =
        Children.convert(
            plan.project(),
            plan.targets().get(i),
            Optional.of(person),
            plan.extraction(),
            model.outputs().get("weights"),
            conversion,
            plan.merging(),
            plan.container(),
            plan.fanout(),
            plan.resources());
    String id = Workflow.getInfo().getWorkflowId() + "/convert-" + i;
    journal.child(id);
    ConvertedVideo film =
        Children.run(ConvertVideo.class, id, gate, () -> convert, ConvertVideo::run);
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

  /** The length that was asked for, as far as somebody wrote one. */
  private static Goal goal(Map<String, Object> training) {
    return new Goal(
        training.get("iterations") instanceof Number iterations
            ? Optional.of(iterations.longValue())
            : Optional.empty(),
        training.get("minutes") instanceof Number minutes
            ? Optional.of(minutes.doubleValue())
            : Optional.empty());
  }

  /** Passes steering on to the training; false when there is none, or when it has just ended. */
  private boolean pass(Steering steering) {
    try {
      trainer.ifPresent(stub -> stub.steer(steering));
      return trainer.isPresent();
    } catch (SignalExternalWorkflowException | ChildWorkflowFailure ended) {
      return false;
    }
  }

  @Override
  public JobStatus status() {
    return journal.status();
  }

  @Override
  public Answer pause() {
    gate.close();
    if (trainer.isPresent()) {
      return new Answer(
          pass(Steering.of(Steering.Kind.PAUSE))
              ? "Training checkpoints and pauses."
              : "The job pauses before its next stage.");
    }
    if (gate.hasChildren() && Changes.pauseEveryStage()) {
      gate.tell(Steering.Kind.PAUSE);
      return new Answer("The job pauses: what it has finished is kept.");
    }
    return new Answer("The job pauses before its next stage.");
  }

  @Override
  public void checkPause() {
    Gate.refuse(gate.isClosed(), "The job is paused already.");
  }

  @Override
  public Answer resume() {
    gate.open();
    if (trainer.isPresent()) {
      pass(Steering.of(Steering.Kind.RESUME));
    } else if (gate.hasChildren() && Changes.pauseEveryStage()) {
      gate.tell(Steering.Kind.RESUME);
    }
    return new Answer("The job goes on.");
  }

  @Override
  public void checkResume() {
    Gate.refuse(!gate.isClosed(), "The job is not paused.");
  }

  @Override
  public Answer finish() {
    gate.open();
    pass(Steering.of(Steering.Kind.FINISH));
    return new Answer("Training ends with its newest iteration, then the targets are converted.");
  }

  @Override
  public void checkFinish() {
    Gate.refuse(
        trainer.isEmpty(),
        "Only training can be finished early, and the job is in another stage: see its status.");
  }

  @Override
  public Answer extend(Extension extension) {
    boolean begun = trainer.isPresent();
    if (!pass(new Steering(Steering.Kind.EXTEND, Optional.of(extension))) && begun) {
      throw ApplicationFailure.newNonRetryableFailure(OVER, FailureReason.BAD_REQUEST.name());
    }
    goal = Goal.of(extension);
    extended = true;
    return new Answer("Training now ends " + goal.end() + ".");
  }

  @Override
  public void checkExtend(Extension extension) {
    Gate.refuse(converting, OVER);
    goal.refusal(extension).ifPresent(sentence -> Gate.refuse(true, sentence));
  }
}
