package dev.likeness.k8s;

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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All Jobs of an installation and their pods as one pair of informers sees them: however many are
 * watched, the API server serves two watches. An API server that is away leaves the view as it was.
 */
final class JobView implements AutoCloseable {
  private static final String BY_JOB = "job";
  private static final long NO_RESYNC = 0;

  private final SharedIndexInformer<Job> jobs;
  private final SharedIndexInformer<Pod> pods;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long changes;

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
    pods.addIndexers(Map.of(BY_JOB, pod -> List.of(jobName(pod))));
    view.start(jobs);
    view.start(pods);
    return view;
  }

  private <T> void start(SharedIndexInformer<T> informer) {
    informer.addEventHandler(new Waker<>());
    // For ever: nothing else would look again once the API server is back.
    informer.exceptionHandler((started, failure) -> true);
    var _ = informer.start();
  }

  private final class Waker<T> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      wake();
    }

    @Override
    public void onUpdate(T before, T now) {
      wake();
    }

    @Override
    public void onDelete(T deleted, boolean lastStateUnknown) {
      wake();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many changes were seen so far. */
  long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are more changes than so many, at most so long. */
  void awaitChange(long seen, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The Job, when the view has heard of it. */
  Optional<Job> job(JobHandle handle) {
    return jobs.getStore().list().stream()
        .filter(job -> handle.uid().equals(job.getMetadata().getUid()))
        .findFirst();
  }

  List<Job> jobs() {
    return jobs.getStore().list();
  }

  /** The newest pod of a Job. */
  Optional<Pod> pod(JobHandle job) {
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
