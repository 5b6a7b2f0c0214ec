package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.RunVariables;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepObservation;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRunner;
import dev.likeness.activities.runner.StepState;
import dev.likeness.k8s.ForeignJobException;
import dev.likeness.k8s.JobCluster;
import dev.likeness.k8s.JobHandle;
import dev.likeness.k8s.JobOutcome;
import dev.likeness.k8s.JobOwner;
import dev.likeness.k8s.QuotaExceededException;
import dev.likeness.k8s.RefusedJobException;
import dev.likeness.k8s.StepJob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs steps as Jobs. They outlive the worker: whoever watches next finds them by their name, and
 * nothing that this object remembers is needed for it.
 */
public final class JobRunner implements StepRunner {
  private final JobCluster cluster;
  private final ClusterSettings settings;

  /**
   * Runs that Kubernetes did not take, until they are released or taken after all: there is no Job
   * to ask.
   */
  private final Map<String, StepObservation> refused = new ConcurrentHashMap<>();

  public JobRunner(JobCluster cluster, ClusterSettings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public StepHandle startOrAdopt(StepRun run) {
    ClusterProfile profile = settings.profiles().get(run.profile());
    if (profile == null) {
      return refused(
          run, StepOutcome.BadSpec.noProfile(run.profile(), settings.profiles().keySet()));
    }
    Map<String, String> excess = profile.bounds().excess(run.wish());
    if (!excess.isEmpty()) {
      return refused(run, new StepOutcome.BadSpec("Profile " + run.profile() + ": " + excess));
    }
    ClusterProfile sized = profile.with(run.wish());
    try {
      JobHandle job = cluster.createOrAdopt(job(run, sized), sized.pod());
      refused.remove(run.name());
      return handle(job);
    } catch (RefusedJobException no) {
      return refused(run, Outcomes.of(no.outcome()));
    } catch (ForeignJobException other) {
      // What runs there ends by itself; a fresh generation has another name.
      return refused(run, new StepOutcome.CannotStart(String.valueOf(other.getMessage())));
    } catch (QuotaExceededException full) {
      // Whoever watches asks for it again with each slice.
      return refused(
          run, new StepState(StepState.Phase.PENDING, "", String.valueOf(full.getMessage())));
    }
  }

  @Override
  public Optional<String> moreMemory(StepRun run) {
    return Optional.ofNullable(settings.profiles().get(run.profile()))
        .flatMap(profile -> profile.with(run.wish()).moreMemory());
  }

  private StepHandle refused(StepRun run, StepObservation why) {
    refused.put(run.name(), why);
    return new StepHandle(run.name(), "refused");
  }

  private StepJob job(StepRun run, ClusterProfile profile) {
    Map<String, String> environment =
        new LinkedHashMap<>(
            RunVariables.of(run, settings.endpoint(), settings.bucket(), settings.region()));
    environment.putAll(profile.jvm().environment());
    return new StepJob(
        run.name(),
        run.specification().hex(),
        new JobOwner(run.workflowId(), run.firstRunId()),
        Map.of("likeness.dev/step", run.steps().getFirst().kind()),
        StepCommandLine.of(profile.jvm()),
        environment);
  }

  @Override
  public Optional<StepHandle> find(StepRun run) {
    return refused.containsKey(run.name())
        ? Optional.empty()
        : cluster.find(run.name()).map(JobRunner::handle);
  }

  @Override
  public StepObservation observe(StepHandle handle) {
    StepObservation why = refused.get(handle.name());
    return why == null ? Outcomes.of(cluster.observe(job(handle))) : why;
  }

  @Override
  public Optional<StepOutcome> await(StepHandle handle, Duration longest)
      throws InterruptedException {
    return switch (refused.get(handle.name())) {
      case null -> cluster.await(job(handle), longest).map(Outcomes::of);
      case StepOutcome no -> Optional.of(no);
      case StepState waits -> {
        TimeUnit.NANOSECONDS.sleep(longest.toNanos());
        yield Optional.empty();
      }
    };
  }

  /** The grace is that of the Job's pod, given when it was made. */
  @Override
  public void stop(StepHandle handle, Duration grace) {
    if (refused.computeIfPresent(handle.name(), (name, why) -> stopped(why)) == null) {
      cluster.stop(job(handle));
    }
  }

  private static StepObservation stopped(StepObservation refused) {
    return refused instanceof StepState ? new StepOutcome.Stopped(true) : refused;
  }

  /**
   * The Job stays, for people, until its workflow has ended or its time to live has; one that
   * cannot start gives up.
   */
  @Override
  public void release(StepHandle handle) {
    if (refused.remove(handle.name()) == null
        && cluster.observe(job(handle)) instanceof JobOutcome.CannotStart) {
      cluster.stop(job(handle));
    }
  }

  /** Jobs go on without this worker. */
  @Override
  public void leave(Duration grace) {}

  @Override
  public void close() {
    cluster.close();
  }

  private static StepHandle handle(JobHandle job) {
    return new StepHandle(job.name(), job.uid());
  }

  private static JobHandle job(StepHandle handle) {
    return new JobHandle(handle.name(), handle.uid());
  }
}
