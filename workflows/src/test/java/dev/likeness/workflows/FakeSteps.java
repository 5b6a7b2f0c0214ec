package dev.likeness.workflows;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Carries out steps without doing anything, and fails as it is told. It keeps what it was asked,
 * and which runs were alive at the same time.
 */
final class FakeSteps implements StepActivities {
  /** Longer than any test waits when all is well, so that one that is not well ends. */
  private static final long PATIENCE_MILLIS = 15_000;

  private final List<RunRequest> asked = new ArrayList<>();
  private final List<RunRequest> stops = new ArrayList<>();
  private final Set<RunRequest> alive = new HashSet<>();
  private final Set<RunRequest> stopped = new HashSet<>();
  private final FakeFailures failures = new FakeFailures();
  private final Map<String, Integer> company = new HashMap<>();
  private final Map<String, Integer> slices = new HashMap<>();
  private final Set<String> endless = new HashSet<>();
  private final Set<String> reused = new HashSet<>();
  private final Set<String> barren = new HashSet<>();
  private List<String> refusals = List.of();
  private int frames = 40;
  private int mostAlive;
  private int unreachable;
  private String unplanned = "";
  private boolean planningHeld;
  private int padding;
  private boolean deaf;
  private boolean broken;
  private int planned;
  private Optional<RunRequest> heldBack = Optional.empty();
  private final FakeTraining training = new FakeTraining();

  synchronized FakeSteps frames(int frames) {
    this.frames = frames;
    return this;
  }

  /** Every request has these errors. */
  synchronized FakeSteps refuseRequestsFor(String... errors) {
    refusals = List.of(errors);
    return this;
  }

  /** Requests for this workflow type are not checked before {@link #letPlanningGoOn}. */
  synchronized FakeSteps holdPlanningOf(String workflowType) {
    unplanned = workflowType;
    return this;
  }

  synchronized void letPlanningGoOn() {
    unplanned = "";
    notifyAll();
  }

  void awaitHeldPlanning() {
    until(() -> planningHeld);
  }

  FakeSteps loseTheFirstRunOf(String kind) {
    return loseRunsOf(kind, 1);
  }

  synchronized FakeSteps loseRunsOf(String kind, int times) {
    failures.lose(kind, times);
    return this;
  }

  /** Runs of this kind are out of memory, and may have this the next time; "" for no more. */
  synchronized FakeSteps runOutOfMemory(String kind, String... more) {
    failures.runOutOfMemory(kind, more);
    return this;
  }

  /** Trainings are out of their device's memory, and go on with so many faces at once; 0 not. */
  synchronized FakeSteps fillTheDevice(Integer... faces) {
    failures.fillTheDevice(faces);
    return this;
  }

  synchronized FakeSteps failWith(String kind, FailureReason reason, String sentence) {
    failures.add(kind, new Failure(reason, sentence, kind));
    return this;
  }

  /** The run that begins with this chunk fails; others of its kind do not. */
  synchronized FakeSteps failChunkWith(
      String kind, int from, FailureReason reason, String sentence) {
    failures.add(kind + " " + from, new Failure(reason, sentence, kind));
    return this;
  }

  /** Finding the faces of this medium fails; of others it does not. */
  synchronized FakeSteps failWorkOn(String label, FailureReason reason, String sentence) {
    failures.add("extract of " + label, new Failure(reason, sentence, "extract"));
    return this;
  }

  /** Runs of this kind end only when they are stopped. */
  synchronized FakeSteps neverFinish(String kind) {
    endless.add(kind);
    return this;
  }

  /** Lets them end again that never finished. */
  synchronized void letRunsFinish(String kind) {
    endless.remove(kind);
    notifyAll();
  }

  /** The first calls of this kind of every run see it running still. */
  synchronized FakeSteps watchInSlices(String kind, int calls) {
    slices.put(kind, calls);
    return this;
  }

  /** What is seen running still is told in so many characters. */
  synchronized FakeSteps speakAtLength(int characters) {
    padding = characters;
    return this;
  }

  /** No run of this kind ends, or fails, before so many are alive at once. */
  synchronized FakeSteps gather(String kind, int runs) {
    company.put(kind, runs);
    notifyAll();
    return this;
  }

  synchronized FakeSteps storeUnreachableFor(int calls) {
    unreachable = calls;
    return this;
  }

  synchronized FakeSteps reuse(String... kinds) {
    reused.addAll(List.of(kinds));
    return this;
  }

  /** Runs of this kind succeed and leave no results. */
  synchronized FakeSteps leaveNoResultsOf(String kind) {
    barren.add(kind);
    return this;
  }

  /** Trains to this iteration, and then not at all until stopped, or released. */
  synchronized FakeSteps holdTrainingAt(long iteration) {
    training.holdAt(iteration);
    notifyAll();
    return this;
  }

  synchronized void releaseTraining() {
    training.release();
    notifyAll();
  }

  /**
   * The first stop finds nothing, and its run goes on: its process did not exist yet, or was at its
   * end.
   */
  synchronized FakeSteps ignoreTheFirstStop() {
    deaf = true;
    return this;
  }

  /** The first stop fails for good, and its run goes on. */
  synchronized FakeSteps failTheFirstStop() {
    broken = true;
    return this;
  }

  synchronized FakeSteps speakAtLengthOfTraining(int characters) {
    training.speakAtLength(characters);
    return this;
  }

  @Override
  public PlanReport plan(PlanRequest request) {
    synchronized (this) {
      planningHeld = request.workflowType().equals(unplanned);
      notifyAll();
    }
    until(() -> !request.workflowType().equals(unplanned));
    synchronized (this) {
      planned++;
      notifyAll();
      return refusals.isEmpty() ? FakePlanner.plan(request) : PlanReport.refused(refusals);
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
    synchronized (this) {
      begin(request);
      Optional<RunReport> failure = failures.of(request);
      if (failure.isPresent()) {
        end(request);
        return failure.get();
      }
    }
    synchronized (this) {
      heldBack = training.isHeld() ? Optional.of(request) : Optional.empty();
      notifyAll();
    }
    until(() -> stopped.contains(request) || !training.isHeld());
    synchronized (this) {
      heldBack = Optional.empty();
      RunReport report = training.slice(request, stopped.contains(request));
      if (report.state() != RunState.RUNNING) {
        end(request);
      }
      return report;
    }
  }

  @Override
  public synchronized StopReport stop(RunRequest request) {
    stops.add(request);
    if (broken) {
      broken = false;
      notifyAll();
      throw ApplicationFailure.newNonRetryableFailure("No answer.", FailureReason.UNKNOWN.name());
    }
    boolean found = !deaf;
    if (found) {
      stopped.add(request);
    }
    deaf = false;
    notifyAll();
    return new StopReport(found && alive.contains(request));
  }

  private RunReport watch(RunRequest request) {
    String kind = kind(request);
    synchronized (this) {
      begin(request);
    }
    until(() -> stopped.contains(request) || mostAlive >= company.getOrDefault(kind, 0));
    synchronized (this) {
      Optional<RunReport> failure = failures.of(request);
      if (failure.isPresent()) {
        end(request);
        return failure.get();
      }
    }
    synchronized (this) {
      long calls = asked.stream().filter(request::equals).count();
      if (calls <= slices.getOrDefault(kind, 0) && !stopped.contains(request)) {
        var progress =
            new Progress(
                calls, 10, "frames", 1, Map.of(), Map.of("at length", "x".repeat(padding)));
        return new RunReport(RunState.RUNNING, List.of(), progress, Optional.empty());
      }
    }
    until(() -> stopped.contains(request) || !endless.contains(kind));
    synchronized (this) {
      end(request);
      if (stopped.contains(request)) {
        return new RunReport(RunState.STOPPED, List.of(), Progress.NONE, Optional.empty());
      }
      List<StepResult> results =
          barren.contains(kind)
              ? List.of()
              : request.steps().stream()
                  .map(step -> FakeResults.of(step, frames, reused.contains(step.kind())))
                  .toList();
      return new RunReport(RunState.SUCCEEDED, results, Progress.NONE, Optional.empty());
    }
  }

  private void begin(RunRequest request) {
    asked.add(request);
    notifyAll();
    if (unreachable > 0) {
      unreachable--;
      throw ApplicationFailure.newFailure("The store does not answer.", "STORE_UNREACHABLE");
    }
    alive.add(request);
    mostAlive = Math.max(mostAlive, alive.size());
    notifyAll();
  }

  private void end(RunRequest request) {
    alive.remove(request);
    notifyAll();
  }

  static String kind(RunRequest request) {
    return request.steps().getFirst().kind();
  }

  /** What the workflows asked for, of one kind, in order; a watched run once a slice. */
  synchronized List<RunRequest> asked(String kind) {
    return asked.stream().filter(request -> kind(request).equals(kind)).toList();
  }

  synchronized List<RunRequest> stops() {
    return List.copyOf(stops);
  }

  synchronized int mostAlive() {
    return mostAlive;
  }

  synchronized int planned() {
    return planned;
  }

  synchronized Set<RunRequest> alive() {
    return Set.copyOf(alive);
  }

  /** Waits until a run is being watched that is like this. */
  void awaitRun(Predicate<RunRequest> like) {
    until(() -> alive.stream().anyMatch(like));
  }

  void awaitRunOf(String kind) {
    awaitRun(request -> kind(request).equals(kind));
  }

  void awaitRunsOf(String kind, int runs) {
    until(() -> alive.stream().filter(run -> kind(run).equals(kind)).count() == runs);
  }

  void awaitStops(int number) {
    until(() -> stops.size() >= number);
  }

  void awaitNoRuns() {
    until(alive::isEmpty);
  }

  void awaitCallsOf(String kind, int calls) {
    until(() -> asked(kind).size() >= calls);
  }

  /** Waits until this generation of the training is held back; its last report has been seen. */
  void awaitHeldTraining(int generation) {
    until(() -> heldBack.filter(run -> run.generation() == generation).isPresent());
  }

  private interface Condition {
    boolean holds();
  }

  private synchronized void until(Condition condition) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!condition.holds()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("What was waited for did not happen; asked: " + asked);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
