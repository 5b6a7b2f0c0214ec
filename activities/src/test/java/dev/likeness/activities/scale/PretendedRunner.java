package dev.likeness.activities.scale;

import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRunner;
import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.runner.Sweepable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** As many pods at once as anybody wants, which do nothing for a while and then have results. */
final class PretendedRunner implements StepRunner, Sweepable {
  /** Threads that write what all pods have made: the pods of a cluster would do that themselves. */
  private static final int WRITERS = 8;

  private final PretendedSteps steps;
  private final ScheduledExecutorService pods = Executors.newScheduledThreadPool(WRITERS);
  private final Map<String, Pod> there = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();

  private record Pod(StepRun run, CompletableFuture<StepOutcome> end) {}

  PretendedRunner(PretendedSteps steps) {
    this.steps = steps;
  }

  int running() {
    return running.get();
  }

  @Override
  public StepHandle startOrAdopt(StepRun run) {
    there.computeIfAbsent(run.name(), name -> begin(run));
    return new StepHandle(run.name(), "pretended");
  }

  private Pod begin(StepRun run) {
    running.incrementAndGet();
    steps.begin(run);
    var pod = new Pod(run, new CompletableFuture<>());
    var _ =
        pods.schedule(
            () -> carryOut(pod), PretendedSteps.takes(run).toMillis(), TimeUnit.MILLISECONDS);
    return pod;
  }

  private void carryOut(Pod pod) {
    try {
      steps.carryOut(pod.run());
      pod.end().complete(new StepOutcome.Succeeded());
    } catch (RuntimeException e) {
      pod.end().complete(new StepOutcome.Unknown(String.valueOf(e.getMessage())));
    } finally {
      running.decrementAndGet();
    }
  }

  @Override
  public Optional<StepHandle> find(StepRun run) {
    return Optional.ofNullable(there.get(run.name()))
        .map(pod -> new StepHandle(run.name(), "pretended"));
  }

  @Override
  public StepObservation observe(StepHandle handle) {
    Pod pod = there.get(handle.name());
    if (pod == null) {
      return new StepOutcome.Lost("It was removed.");
    }
    return pod.end().isDone()
        ? pod.end().join()
        : new StepState(StepState.Phase.RUNNING, handle.name() + "-pod", "");
  }

  @Override
  public Optional<StepOutcome> await(StepHandle handle, Duration longest)
      throws InterruptedException {
    Pod pod = there.get(handle.name());
    if (pod == null) {
      return Optional.of(new StepOutcome.Lost("It was removed."));
    }
    try {
      return Optional.of(pod.end().get(longest.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException goesOn) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void stop(StepHandle handle, Duration grace) {
    Optional.ofNullable(there.get(handle.name()))
        .ifPresent(pod -> pod.end().complete(new StepOutcome.Stopped(true)));
  }

  @Override
  public Optional<String> moreMemory(StepRun run) {
    return Optional.empty();
  }

  /** As with Jobs, what has ended stays until its workflow has. */
  @Override
  public void release(StepHandle handle) {}

  @Override
  public List<Kept> kept() {
    return there.values().stream()
        .map(Pod::run)
        .map(run -> new Kept(run.name(), run.workflowId(), run.firstRunId()))
        .toList();
  }

  @Override
  public void abandon(Kept run) {
    there.remove(run.name());
  }

  @Override
  public void leave(Duration grace) {}

  @Override
  public void close() {
    pods.shutdownNow();
  }
}
