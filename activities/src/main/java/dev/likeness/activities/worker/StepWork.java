package dev.likeness.activities.worker;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.plan.Planner;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.steps.StepFailures;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreException;
import dev.likeness.k8s.ClusterException;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.PlanReport;
import dev.likeness.workflows.PlanRequest;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepActivities;
import dev.likeness.workflows.StepResult;
import dev.likeness.workflows.StepSpec;
import dev.likeness.workflows.StopReport;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities: each creates or adopts its run and watches it for a slice. */
final class StepWork implements StepActivities {
  private static final Logger LOG = LoggerFactory.getLogger(StepWork.class);

  private final ArtifactStore store;
  private final RunWatcher watcher;
  private final ModelHolders holders;
  private final Searchability search;
  private final RunFigures figures;
  private final Map<String, ProfileBounds> bounds;

  StepWork(
      ArtifactStore store,
      RunWatcher watcher,
      ModelHolders holders,
      Searchability search,
      RunFigures figures,
      Map<String, ProfileBounds> bounds) {
    this.figures = figures;
    this.bounds = Map.copyOf(bounds);
    this.store = store;
    this.watcher = watcher;
    this.holders = holders;
    this.search = search;
  }

  @Override
  public PlanReport plan(PlanRequest request) {
    try {
      PlanReport report = new Planner(store, bounds).plan(request);
      figures.planned(report.errors().isEmpty());
      return report.searchable(search.isThere());
    } catch (StoreException e) {
      LOG.warn("The store did not answer while a request was checked", e);
      throw unanswered(e);
    }
  }

  @Override
  public RunReport ingest(RunRequest request) {
    return watch(request);
  }

  @Override
  public RunReport extract(RunRequest request) {
    return watch(request);
  }

  @Override
  public RunReport align(RunRequest request) {
    return watch(request);
  }

  @Override
  public RunReport convert(RunRequest request) {
    return watch(request);
  }

  @Override
  public RunReport merge(RunRequest request) {
    return watch(request);
  }

  @Override
  public RunReport train(RunRequest request) {
    StepSpec step = request.steps().getFirst();
    String model = String.valueOf(step.parameters().get("model"));
    var log = ModelLog.of(store, model);
    return watch(
        request,
        heartbeat -> {
          Optional<String> other = holders.otherThan(request, log);
          return other.isPresent()
              ? failed(busy(model, other.get()))
              : trained(watcher.watch(request, heartbeat), step, log);
        });
  }

  private static Failure busy(String model, String by) {
    return new Failure(
        FailureReason.MODEL_BUSY,
        "Model "
            + model
            + " is being trained by workflow "
            + by
            + ": wait for it, stop it, or train another model.",
        "train");
  }

  /** With what the model's log knows beyond the run's own report. */
  private static RunReport trained(RunReport report, StepSpec step, ModelLog log) {
    return switch (report.state()) {
      case STOPPED -> withNewest(report, log, SmallerTraining.lineage(step, Map.of()));
      case FAILED -> SmallerTraining.after(report, step, log);
      case RUNNING, SUCCEEDED -> report;
    };
  }

  /**
   * A stopped training still has its newest checkpoint to show; not one that the model got from
   * other faces or settings before this training made its first.
   */
  private static RunReport withNewest(RunReport report, ModelLog log, String lineage) {
    List<StepResult> newest =
        log.newest().stream()
            .filter(checkpoint -> checkpoint.lineage().equals(lineage))
            .map(
                checkpoint -> {
                  Map<String, Object> values = new TreeMap<>(checkpoint.values());
                  values.put("iteration", checkpoint.iteration());
                  return new StepResult(
                      checkpoint.output("weights"), false, checkpoint.outputs(), values);
                })
            .toList();
    return new RunReport(report.state(), newest, report.progress(), report.failure());
  }

  @Override
  public StopReport stop(RunRequest request) {
    try (var _ = LogContext.of(request);
        Beating heartbeat = beating()) {
      LOG.info("The run is asked to stop");
      return new StopReport(watcher.stop(request, heartbeat));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Beating beating() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return Beating.of(context::heartbeat);
  }

  /** One slice, with what else is to be asked before and after it. */
  private interface Watching {
    RunReport with(Consumer<Progress> heartbeat) throws InterruptedException;
  }

  private RunReport watch(RunRequest request) {
    return watch(request, heartbeat -> watcher.watch(request, heartbeat));
  }

  private RunReport watch(RunRequest request, Watching watching) {
    try (var _ = LogContext.of(request);
        Beating heartbeat = beating()) {
      return watch(request.generation(), watching, heartbeat);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RunReport watch(int generation, Watching watching, Consumer<Progress> heartbeat)
      throws InterruptedException {
    try {
      RunReport report = watching.with(heartbeat);
      LOG.info("The run is {} in generation {}", report.state(), generation);
      report.failure().ifPresent(why -> LOG.info("{}: {}", why.reason(), why.sentence()));
      return report;
    } catch (StoreException e) {
      figures.couldNotWatch(RunFigures.Silent.STORE);
      LOG.warn("The store did not answer while a run was watched", e);
      Failure failure = StepFailures.of(e);
      if (failure.reason().worthAnotherGeneration()) {
        throw unanswered(e);
      }
      return failed(failure);
    } catch (ClusterException e) {
      figures.couldNotWatch(RunFigures.Silent.CLUSTER);
      LOG.warn("The API server did not answer while a run was watched", e);
      // The run goes on; Temporal asks again.
      throw ApplicationFailure.newFailureWithCause(
          String.valueOf(e.getMessage()), FailureReason.UNKNOWN.name(), e);
    }
  }

  /** What runs goes on; Temporal asks again, if that helps, and names the reason in the end. */
  private static ApplicationFailure unanswered(StoreException e) {
    Failure failure = StepFailures.of(e);
    String type = failure.reason().name();
    return failure.reason().worthAnotherGeneration()
        ? ApplicationFailure.newFailureWithCause(failure.sentence(), type, e, failure)
        : ApplicationFailure.newNonRetryableFailureWithCause(failure.sentence(), type, e, failure);
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("The worker is shutting down; the run goes on without it.", e);
  }

  private static RunReport failed(Failure failure) {
    return new RunReport(RunState.FAILED, List.of(), Progress.NONE, Optional.of(failure));
  }
}
