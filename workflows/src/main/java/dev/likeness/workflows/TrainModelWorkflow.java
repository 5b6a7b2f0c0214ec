package dev.likeness.workflows;

import io.temporal.failure.CanceledFailure;
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
  private Journal journal = new Journal("");
  private Goal goal = new Goal(Optional.empty(), Optional.empty());
  private Optional<RunRequest> running = Optional.empty();
  private Progress progress = Progress.NONE;
  private boolean begun;
  private boolean paused;
  private boolean finishing;

  /** Where training shall end. */
  private record Goal(Optional<Long> iterations, Optional<Double> minutes) {
    boolean reaches(Extension extension) {
      return extension.iterations().map(more -> more > iterations.orElse(0L)).orElse(false)
          || extension.minutes().map(more -> more > minutes.orElse(0.0)).orElse(false);
    }
  }

  @Override
  public TrainedModel run(Request request) {
    TrainPlan plan = Plans.of(request).train().orElseThrow();
    journal = new Journal(plan.project());
    goal = new Goal(plan.iterations(), plan.minutes());
    int generation = 0;
    if (plan.carry().isPresent()) {
      TrainCarry carry = plan.carry().get();
      generation = carry.generation();
      goal = new Goal(carry.iterations(), carry.minutes());
      paused = carry.paused();
    }
    begun = true;
    var runs = new Runs(journal, plan.project());
    journal.enter("train", "Training " + plan.model() + ".");
    int failures = 0;
    long failedAt = 0;
    try {
      while (true) {
        Workflow.await(() -> !paused || finishing);
        Goal wanted = goal;
        RunRequest run = runs.request(generation, List.of(step(plan, wanted)));
        running = Optional.of(run);
        RunReport report = runs.stubs().train(run);
        note(plan, report);
        switch (report.state()) {
          case RUNNING -> {
            failures = progress.done() > failedAt ? 0 : failures;
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
              goOnAsNew(request, generation);
            }
          }
          case SUCCEEDED -> {
            running = Optional.empty();
            if (wanted.equals(goal)) {
              return ended(plan, report);
            }
            generation++;
          }
          case STOPPED -> {
            running = Optional.empty();
            generation++;
            if (finishing && !report.results().isEmpty()) {
              return ended(plan, report);
            }
          }
          case FAILED -> {
            running = Optional.empty();
            var asOf =
                new RunRequest(run.project(), run.owner(), run.ownerRun(), failures, run.steps());
            failures = runs.again(asOf, report).generation();
            failedAt = progress.done();
            generation++;
          }
        }
      }
    } catch (CanceledFailure e) {
      runs.stop(running.stream().toList());
      throw e;
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
    return new StepSpec("train", inputs, parameters, plan.model());
  }

  private void note(TrainPlan plan, RunReport report) {
    if (report.progress().total() > 0) {
      progress = report.progress();
    }
    int made = (int) report.results().stream().filter(result -> !result.reused()).count();
    int reused = report.results().size() - made;
    journal.record(new StageStatus("train", plan.model(), made, reused, 1, progress));
  }

  private TrainedModel ended(TrainPlan plan, RunReport report) {
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

  private void goOnAsNew(Request request, int generation) {
    Workflow.await(Workflow::isEveryHandlerFinished);
    if (request.written() instanceof Map<?, ?> written) {
      Map<String, Object> next = new TreeMap<>();
      written.forEach((name, value) -> next.put(String.valueOf(name), value));
      next.put("carry", new TrainCarry(generation, goal.iterations(), goal.minutes(), paused));
      Workflow.newContinueAsNewStub(TrainModel.class).run(Request.of(next));
    }
  }

  /** Checkpoints and ends the running process or pod, now rather than at the slice's end. */
  private void stopNow() {
    running.ifPresent(run -> Runs.activities().stop(run));
  }

  @Override
  public void steer(Steering steering) {
    switch (steering.kind()) {
      case PAUSE -> {
        if (pauseRefused().isEmpty()) {
          pause();
        }
      }
      case RESUME -> {
        if (paused) {
          resume();
        }
      }
      case FINISH -> {
        if (finishRefused().isEmpty()) {
          finish();
        }
      }
      case EXTEND ->
          steering
              .extension()
              .filter(extension -> extendRefused(extension).isEmpty())
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
    refuse(pauseRefused());
  }

  @Override
  public Answer resume() {
    paused = false;
    journal.paused(false);
    return new Answer("Training goes on.");
  }

  @Override
  public void checkResume() {
    refuse(paused ? Optional.empty() : Optional.of("Training is not paused."));
  }

  @Override
  public Answer finish() {
    finishing = true;
    paused = false;
    journal.paused(false);
    stopNow();
    return new Answer("Training ends at iteration " + progress.done() + ".");
  }

  @Override
  public void checkFinish() {
    refuse(finishRefused());
  }

  @Override
  public Answer extend(Extension extension) {
    goal =
        new Goal(
            extension
                .iterations()
                .or(() -> extension.minutes().isPresent() ? Optional.empty() : goal.iterations()),
            extension
                .minutes()
                .or(() -> extension.iterations().isPresent() ? Optional.empty() : goal.minutes()));
    stopNow();
    return new Answer(
        goal.iterations()
            .map(iterations -> "Training now ends at iteration " + iterations + ".")
            .orElse("Training now ends after " + goal.minutes().orElse(0.0) + " minutes in all."));
  }

  @Override
  public void checkExtend(Extension extension) {
    refuse(extendRefused(extension));
  }

  private Optional<String> pauseRefused() {
    if (!begun) {
      return Optional.of("Training has not begun.");
    }
    return paused ? Optional.of("Training is paused already.") : Optional.empty();
  }

  private Optional<String> finishRefused() {
    if (progress.done() < 1) {
      return Optional.of("Nothing is trained yet: finish needs at least one iteration.");
    }
    return finishing ? Optional.of("Training is finishing already.") : Optional.empty();
  }

  private Optional<String> extendRefused(Extension extension) {
    return goal.reaches(extension)
        ? Optional.empty()
        : Optional.of(
            "Say more than now: training ends "
                + goal.iterations()
                    .map(iterations -> "at iteration " + iterations + ".")
                    .orElse("after " + goal.minutes().orElse(0.0) + " minutes in all."));
  }

  private static void refuse(Optional<String> why) {
    why.ifPresent(
        sentence -> {
          throw new IllegalArgumentException(sentence);
        });
  }
}
