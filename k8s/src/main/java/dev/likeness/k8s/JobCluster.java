package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs as Jobs in one namespace. Every method is idempotent and may be called by any worker; an API
 * server that does not answer is a {@link ClusterException} and says nothing about a Job.
 */
public final class JobCluster implements AutoCloseable {
  private static final int REQUEST_MILLIS = 15_000;
  private static final int RETRIES = 2;

  /** How long a namesake that is being deleted may take. */
  private static final Duration TO_BE_GONE = Duration.ofSeconds(30);

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final int BAD_REQUEST = 400;

  private final KubernetesClient client;
  private final JobDefaults defaults;
  private final JobView view;
  private final Refusals refusals;
  private final InstantSource clock;

  private JobCluster(KubernetesClient client, JobDefaults defaults, InstantSource clock) {
    this.client = client;
    this.defaults = defaults;
    this.view =
        JobView.of(
            client,
            Map.of(Names.MANAGED_BY, Names.LIKENESS, Names.INSTALLATION, defaults.installation()));
    this.refusals = new Refusals(client);
    this.clock = clock;
  }

  /**
   * Connects as Kubernetes' clients do: by the service account of the pod, or by {@code
   * KUBECONFIG}.
   */
  public static JobCluster connect(String namespace, JobDefaults defaults) {
    var config =
        new ConfigBuilder()
            .withNamespace(namespace)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(RETRIES)
            .build();
    JobCluster cluster = of(new KubernetesClientBuilder().withConfig(config).build(), defaults);
    try {
      // Where this is not enough, whoever asks is told that nothing is known.
      var _ = cluster.awaitAll(Duration.ofMillis(REQUEST_MILLIS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return cluster;
  }

  /** Closes the client in the end. */
  static JobCluster of(KubernetesClient client, JobDefaults defaults) {
    return new JobCluster(client, defaults, InstantSource.system());
  }

  /** Waits until all Jobs and pods are known, at most so long; whether they are. */
  boolean awaitAll(Duration longest) throws InterruptedException {
    return view.awaitAll(longest);
  }

  /**
   * Creates the Job, or finds the one that was created for the same run.
   *
   * @throws RefusedJobException when Kubernetes does not take it
   * @throws QuotaExceededException when it does not take it now
   * @throws ForeignJobException when a Job of that name was asked to do other work, or by another
   */
  public JobHandle createOrAdopt(StepJob step, PodProfile profile) {
    // Whoever goes on watching asks for little, and learns whether anybody answers: the view alone
    // would stay as it was while the API server is away.
    Optional<Job> known =
        view.job(step.name()).isPresent()
            ? get(step.name()).filter(JobCluster::stays)
            : Optional.empty();
    if (known.isPresent()) {
      return adopted(step, known.get());
    }
    Instant end = clock.instant().plus(TO_BE_GONE);
    Job wanted = Jobs.of(step, profile, defaults);
    while (true) {
      try {
        return handle(jobs().resource(wanted).create());
      } catch (KubernetesClientException refused) {
        switch (refused.getCode()) {
          case CONFLICT -> {
            Optional<Job> there = get(step.name()).filter(JobCluster::stays);
            if (there.isPresent()) {
              return adopted(step, there.get());
            }
            if (clock.instant().isAfter(end)) {
              throw new ClusterException(
                  "Job " + step.name() + " is being deleted and does not go away.", refused);
            }
            await(step.name(), Duration.ofMillis(500));
          }
          case BAD_REQUEST, INVALID ->
              throw new RefusedJobException(new JobOutcome.BadSpec(said(refused)), refused);
          case FORBIDDEN, NOT_FOUND -> {
            // The admission plugin's words: nothing else tells a full quota from a missing right.
            if (said(refused).contains("exceeded quota")) {
              throw new QuotaExceededException(said(refused), refused);
            }
            throw new RefusedJobException(new JobOutcome.CannotStart(said(refused)), refused);
          }
          default -> throw silent(refused);
        }
      }
    }
  }

  private static JobHandle adopted(StepJob step, Job there) {
    String specification = note(there, Names.SPECIFICATION);
    if (step.owner().equals(owner(there)) && step.specification().equals(specification)) {
      return handle(there);
    }
    throw new ForeignJobException(
        """
        Job %s was made for %s, and is asked for now for %s: one owner, key and generation is one \
        run. Where a worker of another release made it, leave it to workers of that release, or \
        delete it: it is made again, and goes on from the newest checkpoint.\
        """
            .formatted(
                step.name(),
                work(specification, owner(there)),
                work(step.specification(), step.owner())));
  }

  private static String work(String specification, JobOwner owner) {
    return "specification %s of workflow %s, run %s"
        .formatted(specification, owner.workflow(), owner.firstRun());
  }

  private static boolean stays(Job job) {
    return job.getMetadata().getDeletionTimestamp() == null;
  }

  /** The Job of a name, if there is one. */
  public Optional<JobHandle> find(String name) {
    return get(name).map(JobCluster::handle);
  }

  private Optional<Job> get(JobHandle handle) {
    return get(handle.name()).filter(there -> handle.uid().equals(there.getMetadata().getUid()));
  }

  private Optional<Job> get(String name) {
    try {
      return Optional.ofNullable(jobs().withName(name).get());
    } catch (KubernetesClientException refused) {
      throw silent(refused);
    }
  }

  /** Where a Job stands, or how it ended. */
  public JobObservation observe(JobHandle handle) {
    Optional<Job> job = view.job(handle);
    if (job.isEmpty()) {
      // Made a moment ago, or gone.
      job = get(handle);
    }
    if (job.isEmpty()) {
      return new JobOutcome.Lost("The Job was deleted.");
    }
    var pod = view.pod(handle);
    Instant now = clock.instant();
    Optional<String> refusal = pod.isEmpty() ? refusals.of(handle, now) : Optional.empty();
    return Classification.of(job.get(), pod, refusal, now);
  }

  /** Waits until a Job has ended, at most so long; empty when it has not. */
  public Optional<JobOutcome> await(JobHandle handle, Duration longest)
      throws InterruptedException {
    Instant end = clock.instant().plus(longest);
    try (JobView.Bell bell = view.bell(handle.name())) {
      while (true) {
        if (observe(handle) instanceof JobOutcome outcome) {
          return Optional.of(outcome);
        }
        Duration left = Duration.between(clock.instant(), end);
        if (!left.isPositive()) {
          return Optional.empty();
        }
        bell.await(left);
      }
    }
  }

  private void await(String name, Duration longest) {
    try (JobView.Bell bell = view.bell(name)) {
      bell.await(longest);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while a Job of the same name goes.", interrupted);
    }
  }

  /**
   * Asks a run to make its checkpoint and leave, by a deadline that has passed: the Job controller
   * sends SIGTERM to the pod and makes no other, also when no worker is left to see to it. A Job
   * that is gone needs no asking.
   */
  public void stop(JobHandle handle) {
    Optional<Job> asked =
        patch(
            handle,
            """
            {"metadata": {"uid": "%s", "annotations": {"%s": "%s"}},
             "spec": {"activeDeadlineSeconds": 1}}
            """
                .formatted(handle.uid(), Names.STOP, clock.instant()));
    if (asked.filter(Classification::isSuspended).isPresent()) {
      // A deadline begins with the admission: without this a pod would run for its second. Were the
      // Job deleted, whoever still watches it would make it again.
      var _ =
          patch(
              handle,
              """
              {"metadata": {"uid": "%s"}, "spec": {"parallelism": 0}}
              """
                  .formatted(handle.uid()));
    }
  }

  /** The Job after the patch; empty when it is gone. */
  private Optional<Job> patch(JobHandle handle, String patch) {
    try {
      return Optional.of(
          jobs().withName(handle.name()).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    } catch (KubernetesClientException refused) {
      // The uid of an earlier Job is an invalid change of this one's.
      boolean later = refused.getCode() == INVALID && get(handle).isEmpty();
      if (later || isGone(refused)) {
        return Optional.empty();
      }
      throw silent(refused);
    }
  }

  /** Whether there is no Job of that name, or one that is not the one that was meant. */
  private static boolean isGone(KubernetesClientException refused) {
    return refused.getCode() == NOT_FOUND || refused.getCode() == CONFLICT;
  }

  /** Removes a Job and its pod, for a sweeper: no one else may. Has no effect when it is gone. */
  public void remove(JobHandle handle) {
    DeleteOptions thisOneOnly =
        new DeleteOptionsBuilder()
            .withPropagationPolicy("Background")
            .withNewPreconditions()
            .withUid(handle.uid())
            .endPreconditions()
            .build();
    try {
      // The client's own way has no uid to give.
      var _ =
          client.raw(
              "/apis/batch/v1/namespaces/%s/jobs/%s"
                  .formatted(client.getNamespace(), handle.name()),
              "DELETE",
              thisOneOnly);
    } catch (KubernetesClientException refused) {
      if (!isGone(refused)) {
        throw silent(refused);
      }
    }
  }

  /** All Jobs of this installation. */
  public List<OwnedJob> all() {
    return view.jobs().stream().map(JobCluster::owned).toList();
  }

  private static OwnedJob owned(Job job) {
    return new OwnedJob(handle(job), owner(job));
  }

  /** Stops what runs of a Job, and removes one of which nothing runs any more. */
  public void abandon(String name) {
    view.job(name)
        .ifPresent(
            job -> {
              JobHandle handle = handle(job);
              if (hasEnded(job, handle)) {
                remove(handle);
              } else {
                stop(handle);
              }
            });
  }

  private boolean hasEnded(Job job, JobHandle handle) {
    return Classification.of(job, view.pod(handle), Optional.empty(), clock.instant())
        instanceof JobOutcome;
  }

  private NonNamespaceOperation<Job, JobList, ScalableResource<Job>> jobs() {
    return client.batch().v1().jobs().inNamespace(client.getNamespace());
  }

  private static JobHandle handle(Job job) {
    return new JobHandle(job.getMetadata().getName(), job.getMetadata().getUid());
  }

  private static JobOwner owner(Job job) {
    return new JobOwner(note(job, Names.WORKFLOW), note(job, Names.FIRST_RUN));
  }

  private static String note(Job job, String name) {
    return Objects.requireNonNullElse(job.getMetadata().getAnnotations(), Map.<String, String>of())
        .getOrDefault(name, "");
  }

  private static String said(KubernetesClientException refused) {
    return refused.getStatus() == null
        ? String.valueOf(refused.getMessage())
        : String.valueOf(refused.getStatus().getMessage());
  }

  private static ClusterException silent(KubernetesClientException refused) {
    return new ClusterException("Kubernetes does not answer: " + said(refused), refused);
  }

  @Override
  public void close() {
    view.close();
    client.close();
  }
}
