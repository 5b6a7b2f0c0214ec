package dev.likeness.workflows;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains one model: a run until the wanted length, in slices; paused, finished early or extended
 * from outside. It goes on as new between slices when its history has grown.
 */
public final class TrainModelWorkflow implements TrainModel {
  private static final String NOT_BEGUN =
      "Training has not begun, its request is being checked: try again in a moment.";

  private final Journal journal = new Journal();
  private final Runs runs = new Runs(journal);
  private Goal goal = Goal.UNKNOWN;
  private Optional<RunRequest> running = Optional.empty();
  private Optional<RunReport> ended = Optional.empty();
  private Progress progress = Progress.NONE;
  private boolean begun;
  private boolean goesOn;
  private boolean paused;
  private boolean finishing;

  @Override
  public TrainedModel run(Request request) {
    return journal.told(() -> train(request, Plans.of(request, journal).train().orElseThrow()));
  }

  private TrainedModel train(Request request, TrainPlan plan) {
    journal.of(plan.project());
    journal.enter("train", "Training " + plan.model() + ".");
    goal = new Goal(plan.iterations(), plan.minutes());
    int generation = 0;
    if (plan.carry().isPresent()) {
      TrainCarry carry = plan.carry().get();
      generation = carry.generation();
      goal = new Goal(carry.iterations(), carry.minutes());
      paused = carry.paused();
      goesOn = true;
      journal.paused(paused);
      carry.microBatch().ifPresent(fewer -> goesOnWith(plan, fewer));
    }
    begun = true;
    runs.under(plan.resources());
    try {
      return toTheEnd(request, plan, generation);
    } catch (TemporalFailure e) {
      runs.stop(running.stream().toList());
      throw e;
    }
  }

  private TrainedModel toTheEnd(Request request, TrainPlan plan, int generation) {
    var budget =
        new RetryBudget(
            plan.carry().flatMap(TrainCarry::memory), plan.carry().flatMap(TrainCarry::microBatch));
    long failedAt = 0;
    int asked = generation;
    while (true) {
      Workflow.await(() -> !paused || finishing);
      if (finishing && ended.isPresent()) {
        return trained(plan, ended.get());
      }
      ended = Optional.empty();
      Goal wanted = goal;
      StepSpec step = step(plan.with(budget.microBatch()), wanted);
      RunRequest run = runs.request(asked, List.of(step)).withMemory(budget.memory());
      running = Optional.of(run);
      RunReport report = runs.slice(runs.stubs()::train, run, () -> paused || !wanted.equals(goal));
      note(plan, report);
      if (report.state() != RunState.RUNNING) {
        running = Optional.empty();
        ended = Optional.of(report).filter(last -> !last.results().isEmpty());
        asked++;
      }
      switch (report.state()) {
        case RUNNING -> {
          if (progress.done() > failedAt) {
            budget.refill();
          }
          if (finishing && report.progress().done() > 0) {
            runs.stop(List.of(run));
          } else if (Workflow.getInfo().isContinueAsNewSuggested()) {
            goOnAsNew(request, asked, budget);
          }
        }
        case SUCCEEDED -> {
          // An extension that is being answered counts, also when the old goal was just reached.
          Workflow.await(Workflow::isEveryHandlerFinished);
          if (wanted.equals(goal)) {
            return trained(
                plan, ended.orElseThrow(() -> Runs.defect("Training gave no checkpoint.")));
          }
        }
        case STOPPED -> {}
        case FAILED -> {
          budget.spend(report);
          failedAt = progress.done();
          report.microBatch().ifPresent(fewer -> goesOnWith(plan, fewer));
        }
      }
    }
  }

  private static StepSpec step(TrainPlan plan, Goal goal) {
    Map<String, List<String>> inputs = new TreeMap<>();
    inputs.put("source", plan.sources());
    inputs.put("target", plan.targets());
    plan.base().ifPresent(base -> inputs.put("base", List.of(base)));
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("model", plan.model());
    parameters.put("training", plan.training());
    goal.iterations().ifPresent(iterations -> parameters.put("until", iterations));
    goal.minutes().ifPresent(minutes -> parameters.put("minutes", minutes));
    Map<String, Object> conditions = new TreeMap<>();
    plan.checkpointMinutes().ifPresent(minutes -> conditions.put("checkpointMinutes", minutes));
    return new StepSpec("train", inputs, parameters, plan.model(), conditions);
  }

  private void goesOnWith(TrainPlan plan, MicroBatch fewer) {
    journal.fact(MicroBatch.OPTION, fewer.faces());
    journal.enter(
        "train",
        "Training "
            + plan.model()
            + " goes on with micro-batches of "
            + fewer.faces()
            + " a side, because its device has no memory for more at once.");
  }

  private void note(TrainPlan plan, RunReport report) {
    progress = newer(report.progress());
    int made = (int) report.results().stream().filter(result -> !result.reused()).count();
    int reused = report.results().size() - made;
    journal.record(new StageStatus("train", plan.model(), made, reused, 1, progress));
  }

  /**
   * A run that has not begun to tell says where it waits, and does not undo what was told before.
   */
  private Progress newer(Progress told) {
    if (told.total() > 0) {
      return told;
    }
    Map<String, String> notes = new TreeMap<>(progress.notes());
    notes.keySet().removeAll(Runs.OF_THE_WORKER);
    notes.putAll(told.notes());
    return progress.withNotes(notes);
  }

  private TrainedModel trained(TrainPlan plan, RunReport report) {
    Workflow.await(Workflow::isEveryHandlerFinished);
    StepResult result = report.results().getLast();
    journal.enter("done", plan.model() + " is trained.");
    String architecture = String.valueOf(plan.training().get("architecture"));
    return new TrainedModel(
        plan.model(),
        architecture,
        result.number("iteration"),
        result.outputs(),
        result.values(),
        result.reused() ? 0 : 1,
        result.reused() ? 1 : 0);
  }

  /**
   * Somebody who pauses or finishes is answered by this execution, which knows what was trained.
   */
  private void goOnAsNew(Request request, int generation, RetryBudget budget) {
    Workflow.await(Workflow::isEveryHandlerFinished);
    if (!paused && !finishing && request.written() instanceof Map<?, ?> written) {
      Map<String, Object> next = new TreeMap<>();
      written.forEach((name, value) -> next.put(String.valueOf(name), value));
      next.put(
          "carry",
          new TrainCarry(
              generation,
              goal.iterations(),
              goal.minutes(),
              paused,
              budget.memory(),
              budget.microBatch()));
      Workflow.newContinueAsNewStub(TrainModel.class).run(Request.of(next));
    }
  }

  /**
   * Checkpoints and ends the running process or pod, now rather than at the slice's end, when what
   * could not be stopped here is stopped again.
   */
  private void stopNow() {
    runs.stop(running.stream().toList());
  }

  @Override
  public void steer(Steering steering) {
    Workflow.await(() -> begun);
    switch (steering.kind()) {
      case PAUSE -> {
        if (!paused) {
          pause();
        }
      }
      case RESUME -> {
        if (paused) {
          resume();
        }
      }
      case FINISH -> {
        if (!finishing) {
          finish();
        }
      }
      case EXTEND ->
          steering
              .extension()
              .filter(extension -> goal.refusal(extension).isEmpty())
              .ifPresent(this::extend);
    }
  }

  @Override
  public JobStatus status() {
    return journal.status();
  }

  @Override
  public Answer pause() {
    paused = true;
    journal.paused(true);
    stopNow();
    return new Answer("Paused at iteration " + progress.done() + ", after a checkpoint.");
  }

  @Override
  public void checkPause() {
    Gate.refuse(!begun, NOT_BEGUN);
    Gate.refuse(paused, "Training is paused already.");
  }

  @Override
  public Answer resume() {
    paused = false;
    journal.paused(false);
    return new Answer("Training goes on.");
  }

  @Override
  public void checkResume() {
    Gate.refuse(!begun, NOT_BEGUN);
    Gate.refuse(!paused, "Training is not paused.");
  }

  @Override
  public Answer finish() {
    finishing = true;
    paused = false;
    journal.paused(false);
    if (progress.done() < 1) {
      return new Answer("Training ends with its next checkpoint.");
    }
    stopNow();
    return new Answer("Training ends at iteration " + progress.done() + ".");
  }

  @Override
  public void checkFinish() {
    Gate.refuse(!begun, NOT_BEGUN);
    Gate.refuse(
        progress.done() < 1 && !goesOn,
        "Nothing is trained yet: finish needs at least one iteration.");
    Gate.refuse(finishing, "Training is finishing already.");
  }

  @Override
  public Answer extend(Extension extension) {
    goal = Goal.of(extension);
    stopNow();
    return new Answer("Training now ends " + goal.end() + ".");
  }

  @Override
  public void checkExtend(Extension extension) {
    Gate.refuse(!begun, NOT_BEGUN);
    Gate.refuse(finishing, "Training is finishing already.");
    goal.refusal(extension).ifPresent(sentence -> Gate.refuse(true, sentence));
  }
}
