package dev.likeness.activities.worker;

import dev.likeness.activities.runner.Amount;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRunner;
import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.runner.Sweepable;
import dev.likeness.activities.runner.Wish;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Creates or adopts the run of a request and watches it for a slice. The store's manifests are the
 * truth: a run whose results are all there has succeeded, whatever became of its process. It never
 * stops a run unless {@link #stop} is called.
 */
final class RunWatcher implements Sweepable {
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** How often a run writes its progress, at most. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** A slice of a run that waits, in slices; within what a workflow gives an activity. */
  private static final int SLICES_OF_WAITING = 10;

  /** Longer than any slice, and than the pauses between the generations of a run. */
  private static final Duration IDLE = Duration.ofMinutes(30);

  /** The note that says why a pod does not run. */
  private static final String WAITS = "waits";

  private final ArtifactStore store;
  private final RunResults results;
  private final StepRunner runner;
  private final WorkerSettings settings;
  private final RunFigures figures;
  private final PreviewLinks previews;
  private final LongSupplier clock;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();

  private volatile boolean detached;

  /** Names of runs that were stopped, also of those that had not begun. */
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();

  /**
   * @param toldWaits why it waits, as the last report said; empty when it did not
   * @param askedFor when a slice of it last began or ended here, in nanoseconds
   */
  private record Watched(StepRun run, StepHandle handle, String toldWaits, long askedFor) {}

  RunWatcher(
      ArtifactStore store,
      StepRunner runner,
      WorkerSettings settings,
      RunFigures figures,
      PreviewLinks previews) {
    this(store, runner, settings, figures, previews, System::nanoTime);
  }

  /**
   * @param clock nanoseconds that only go on, as {@link System#nanoTime}
   */
  RunWatcher(
      ArtifactStore store,
      StepRunner runner,
      WorkerSettings settings,
      RunFigures figures,
      PreviewLinks previews,
      LongSupplier clock) {
    this.clock = clock;
    this.figures = figures;
    this.previews = previews;
    this.results = new RunResults(store);
    this.store = store;
    this.runner = runner;
    this.settings = settings;
  }

  /**
   * Watches for one slice, which ends early when the run has begun to tell of itself, or tells of a
   * new checkpoint.
   *
   * @param heartbeat called about once a second while nothing is decided, with how far the run is
   */
  RunReport watch(RunRequest request, Consumer<Progress> heartbeat) throws InterruptedException {
    StepRun run = RequestedRun.of(request);
    RunFigures.Run figured =
        new RunFigures.Run(
            run.name(), run.progressName(), request.project(), run.steps().getFirst().kind());
    try {
      RunReport report = watch(request, run, figured, heartbeat);
      figures.reports(figured, report);
      return report;
    } finally {
      figures.leaves(figured);
    }
  }

  private RunReport watch(
      RunRequest request, StepRun run, RunFigures.Run figured, Consumer<Progress> heartbeat)
      throws InterruptedException {
    Optional<List<StepResult>> there = results.of(run);
    if (there.isPresent()) {
      release(run);
      results.forget(run);
      return new RunReport(RunState.SUCCEEDED, there.get(), progress(run), Optional.empty());
    }
    releaseGenerationBefore(request);
    if (stopped.contains(run.name()) && !watched.containsKey(run.name())) {
      return new RunReport(RunState.STOPPED, List.of(), progress(run), Optional.empty());
    }
    figures.watches(figured, beginning(run));
    StepHandle handle = runner.startOrAdopt(run);
    String toldWaits =
        Optional.ofNullable(watched.get(run.name())).map(Watched::toldWaits).orElse("");
    watched.put(run.name(), new Watched(run, handle, toldWaits, clock.getAsLong()));
    if (stopped.contains(run.name())) {
      // Who asked for that while the process was being started found nothing to stop.
      runner.stop(handle, settings.grace());
    }
    Optional<StepOutcome> outcome = slice(run, figured, handle, toldWaits, heartbeat);
    Progress progress = progress(run);
    if (outcome.isEmpty()) {
      Progress now = standing(run, progress, runner.observe(handle));
      watched.put(run.name(), new Watched(run, handle, waits(now), clock.getAsLong()));
      return new RunReport(RunState.RUNNING, List.of(), now, Optional.empty());
    }
    Optional<List<StepResult>> made = results.of(run);
    if (made.isPresent()) {
      release(run);
      results.forget(run);
      return new RunReport(RunState.SUCCEEDED, made.get(), progress, Optional.empty());
    }
    RunReport report = ended(run, outcome.get(), progress);
    results.forgetResults(run);
    if (report.failure().filter(why -> !why.reason().worthAnotherGeneration()).isPresent()) {
      results.forget(run);
    }
    return report;
  }

  /** How this worker comes to a run; absent for one that it has watched before. */
  private Optional<RunFigures.Beginning> beginning(StepRun run) {
    return watched.containsKey(run.name())
        ? Optional.empty()
        : Optional.of(new RunFigures.Beginning(runner.find(run).isEmpty(), progress(run)));
  }

  private Optional<StepOutcome> slice(
      StepRun run,
      RunFigures.Run figured,
      StepHandle handle,
      String toldWaits,
      Consumer<Progress> heartbeat)
      throws InterruptedException {
    Progress first = look(run, figured, handle, Progress.NONE);
    Progress newest = first;
    long now = clock.getAsLong();
    long end = now + settings.slice().toNanos();
    // While a run waits for the same there is nothing to tell, and a history has room for so many
    // reports. One that is not even there has to be asked for again.
    long endOfWaiting =
        !toldWaits.isEmpty() && runner.find(run).isPresent()
            ? now + settings.slice().multipliedBy(SLICES_OF_WAITING).toNanos()
            : end;
    long look = now + LOOK.toNanos();
    Optional<StepOutcome> outcome = Optional.empty();
    boolean news = false;
    while (outcome.isEmpty()
        && now < (waits(newest).equals(toldWaits) ? endOfWaiting : end)
        && !news
        && !detached) {
      outcome = runner.await(handle, BEAT);
      heartbeat.accept(newest);
      now = clock.getAsLong();
      if (now >= look) {
        newest = look(run, figured, handle, newest);
        news = isNews(first, !toldWaits.isEmpty(), newest);
        look = now + LOOK.toNanos();
      }
    }
    return outcome;
  }

  /**
   * That a pod waits is news; that it is told in other words every few seconds is none, nor is
   * another link to the same preview.
   */
  static boolean isNews(Progress first, boolean toldWaiting, Progress now) {
    return (first.total() == 0 && now.total() > 0)
        || toldWaiting == waits(now).isEmpty()
        || !lasting(first.notes()).equals(lasting(now.notes()));
  }

  /** Why it waits; empty when it does not. */
  private static String waits(Progress now) {
    return now.notes().getOrDefault(WAITS, "");
  }

  private static Map<String, String> lasting(Map<String, String> notes) {
    Map<String, String> copy = new TreeMap<>(notes);
    copy.keySet().removeAll(List.of(WAITS, Progress.PREVIEW_LINK));
    return copy;
  }

  /** Progress for a heartbeat, which is a hint: a store that does not answer ends no slice. */
  private Progress look(StepRun run, RunFigures.Run figured, StepHandle handle, Progress last) {
    try {
      StepObservation seen = runner.observe(handle);
      Progress told = hasNoProcess(seen) ? Progress.NONE : progress(run);
      figures.told(figured, told);
      if (seen instanceof StepState state) {
        figures.saw(figured, state);
      }
      return standing(run, told, seen);
    } catch (StoreException silent) {
      return last;
    }
  }

  /** Whether it has no process that could tell anything yet. */
  private static boolean hasNoProcess(StepObservation seen) {
    return seen instanceof StepState state
        && (state.phase() == StepState.Phase.PENDING
            || state.phase() == StepState.Phase.WAITING_FOR_GPU);
  }

  /**
   * A run that failed or was stopped is kept until its next generation is asked for: by then its
   * report has arrived, and nobody asks for it again.
   */
  private void releaseGenerationBefore(RunRequest request) {
    if (request.generation() > 0) {
      release(
          RequestedRun.of(
              new RunRequest(
                  request.project(),
                  request.owner(),
                  request.ownerRun(),
                  request.generation() - 1,
                  request.steps())));
    }
  }

  private void release(StepRun run) {
    stopped.remove(run.name());
    Watched gone = watched.remove(run.name());
    if (gone != null) {
      runner.release(gone.handle());
    }
  }

  private RunReport ended(StepRun run, StepOutcome outcome, Progress progress) {
    Optional<Failure> failure =
        RunFailures.of(outcome).map(why -> RunFailures.advised(why, run.steps().getFirst()));
    RunState state = failure.isPresent() ? RunState.FAILED : RunState.STOPPED;
    Optional<String> more =
        outcome instanceof StepOutcome.OutOfHostMemory ? runner.moreMemory(run) : Optional.empty();
    return new RunReport(state, List.of(), progress, failure, more, Optional.empty());
  }

  /**
   * What a run tells of itself, which pod it is or why it has none that runs, and that it has more
   * memory than the one before.
   */
  private static Progress standing(StepRun run, Progress told, StepObservation seen) {
    if (!(seen instanceof StepState state)) {
      return told;
    }
    Map<String, String> notes = new TreeMap<>(told.notes());
    if (!state.pod().isEmpty()) {
      notes.put("pod", state.pod());
    }
    if (!state.why().isEmpty()) {
      notes.put(WAITS, state.why());
    }
    Wish wish = run.wish();
    if (wish.memoryLacked()) {
      wish.memory()
          .flatMap(Amount::of)
          .ifPresent(memory -> notes.put("memory", "again with " + memory.sayMemory()));
    }
    return told.withNotes(notes);
  }

  /**
   * Asks a run to checkpoint and leave, and waits until it has; false when nothing ran. A run that
   * has not begun will not begin.
   */
  boolean stop(RunRequest request, Consumer<Progress> heartbeat) throws InterruptedException {
    StepRun run = RequestedRun.of(request);
    stopped.add(run.name());
    Watched found = watched.get(run.name());
    Optional<StepHandle> handle = found == null ? runner.find(run) : Optional.of(found.handle());
    if (handle.isEmpty()) {
      return false;
    }
    runner.stop(handle.get(), settings.grace());
    while (runner.await(handle.get(), BEAT).isEmpty()) {
      heartbeat.accept(Progress.NONE);
    }
    return true;
  }

  @Override
  public List<Kept> kept() {
    return watched.values().stream()
        .map(Watched::run)
        .map(run -> new Kept(run.name(), run.workflowId(), run.firstRunId()))
        .toList();
  }

  @Override
  public void abandon(Kept run) {
    Watched found = watched.get(run.name());
    if (found == null) {
      return;
    }
    switch (runner.observe(found.handle())) {
      case StepState running -> runner.stop(found.handle(), settings.grace());
      case StepOutcome ended -> {
        release(found.run());
        results.forget(found.run());
      }
    }
  }

  /**
   * Forgets runs that are gone and that nobody asked this worker for in a while: another one has
   * watched them to their end.
   */
  void forgetAllBut(Set<String> there) {
    long now = clock.getAsLong();
    for (Watched known : List.copyOf(watched.values())) {
      String name = known.run().name();
      boolean idle = now - known.askedFor() > IDLE.toNanos();
      if (!there.contains(name) && idle && watched.remove(name, known)) {
        stopped.remove(name);
        results.forget(known.run());
        runner.release(known.handle());
      }
    }
  }

  /** Ends all slices soon: another worker goes on watching what goes on. */
  void detach() {
    detached = true;
  }

  /** A courtesy: a progress object that is damaged or just gone says nothing, and fails nothing. */
  private Progress progress(StepRun run) {
    try {
      return store
          .progress(run.progressName())
          .read()
          .map(json -> previews.add(Json.MAPPER.convertValue(json, Progress.class)))
          .orElse(Progress.NONE);
    } catch (StoreException.Corrupt | StoreException.Missing | IllegalArgumentException unusable) {
      return Progress.NONE;
    }
  }
}
