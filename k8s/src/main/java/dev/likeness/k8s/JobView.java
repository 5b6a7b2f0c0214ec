package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All Jobs of an installation and their pods as one pair of informers sees them: however many are
 * watched, the API server serves two watches. An API server that is away leaves the view as it was.
 * Before it has listed both, the view cannot say what is not there.
 */
final class JobView implements AutoCloseable {
  private static final String BY_NAME = "name";
  private static final String BY_JOB = "job";
  private static final long NO_RESYNC = 0;

  private final SharedIndexInformer<Job> jobs;
  private final SharedIndexInformer<Pod> pods;
  private final Map<String, Set<Bell>> bells = new ConcurrentHashMap<>();

  /** Of the two informers those that have not listed what there is. */
  private final CountDownLatch unlisted = new CountDownLatch(2);

  private JobView(SharedIndexInformer<Job> jobs, SharedIndexInformer<Pod> pods) {
    this.jobs = jobs;
    this.pods = pods;
  }

  static JobView of(KubernetesClient client, Map<String, String> labels) {
    SharedIndexInformer<Job> jobs =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(client.getNamespace())
            .withLabels(labels)
            .runnableInformer(NO_RESYNC);
    SharedIndexInformer<Pod> pods =
        client
            .pods()
            .inNamespace(client.getNamespace())
            .withLabels(labels)
            .runnableInformer(NO_RESYNC);
    JobView view = new JobView(jobs, pods);
    jobs.addIndexers(Map.of(BY_NAME, job -> List.of(job.getMetadata().getName())));
    pods.addIndexers(Map.of(BY_JOB, pod -> List.of(jobName(pod))));
    view.start(jobs);
    view.start(pods);
    return view;
  }

  private <T extends HasMetadata> void start(SharedIndexInformer<T> informer) {
    informer.addEventHandler(new Waker<>());
    // For ever: nothing else would look again once the API server is back.
    informer.exceptionHandler((started, failure) -> true);
    var _ = informer.start().thenRun(unlisted::countDown);
  }

  /** Waits until it has heard of all there is, at most so long; whether it has. */
  boolean awaitAll(Duration longest) throws InterruptedException {
    return unlisted.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void requireAll() {
    if (unlisted.getCount() > 0) {
      throw new ClusterException("Kubernetes has not said yet which Jobs and pods there are.");
    }
  }

  private final class Waker<T extends HasMetadata> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      wake(added);
    }

    @Override
    public void onUpdate(T before, T now) {
      wake(now);
    }

    @Override
    public void onDelete(T deleted, boolean lastStateUnknown) {
      wake(deleted);
    }
  }

  private void wake(HasMetadata changed) {
    bells.getOrDefault(jobOf(changed), Set.of()).forEach(Bell::ring);
  }

  private static String jobOf(HasMetadata changed) {
    return changed instanceof Pod pod ? jobName(pod) : changed.getMetadata().getName();
  }

  /**
   * Rings with each change to one Job or its pods, so that a change wakes only who waits for it.
   * Take it before the look that decides whether to wait.
   */
  Bell bell(String jobName) {
    Bell bell = new Bell(jobName);
    bells.merge(jobName, Set.of(bell), Bell::together);
    return bell;
  }

  /** Of one waiting thread. */
  final class Bell implements AutoCloseable {
    private final String jobName;
    private final Semaphore rung = new Semaphore(0);

    private Bell(String jobName) {
      this.jobName = jobName;
    }

    private static Set<Bell> together(Set<Bell> some, Set<Bell> more) {
      return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private void ring() {
      rung.release();
    }

    /** Waits until it rings, at most so long; at once when it rang since the last time. */
    void await(Duration longest) throws InterruptedException {
      if (rung.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        var _ = rung.drainPermits();
      }
    }

    @Override
    public void close() {
      bells.computeIfPresent(
          jobName,
          (name, all) -> {
            Set<Bell> others =
                all.stream().filter(bell -> bell != this).collect(Collectors.toUnmodifiableSet());
            return others.isEmpty() ? null : others;
          });
    }
  }

  /** The Job, when the view has heard of it. */
  Optional<Job> job(JobHandle handle) {
    return job(handle.name()).filter(job -> handle.uid().equals(job.getMetadata().getUid()));
  }

  /** The Job of a name, when the view has heard of it. */
  Optional<Job> job(String name) {
    return jobs.getIndexer().byIndex(BY_NAME, name).stream().findFirst();
  }

  /**
   * All Jobs.
   *
   * @throws ClusterException before it has heard of them
   */
  List<Job> jobs() {
    requireAll();
    return jobs.getStore().list();
  }

  /**
   * The newest pod of a Job.
   *
   * @throws ClusterException before it has heard of all pods
   */
  Optional<Pod> pod(JobHandle job) {
    requireAll();
    return pods.getIndexer().byIndex(BY_JOB, job.name()).stream()
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> job.uid().equals(owner.getUid())))
        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
  }

  private static String jobName(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault(Names.JOB_NAME, "");
  }

  @Override
  public void close() {
    jobs.stop();
    pods.stop();
  }
}
