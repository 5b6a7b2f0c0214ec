package dev.likeness.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What is asked of a real API server and its controllers, in two namespaces that the test makes and
 * removes. No pod runs: none of them has a node to go to.
 */
@EnabledIfEnvironmentVariable(
    named = "LIKENESS_CLUSTER_NAMESPACE",
    matches = ".+",
    disabledReason = "needs a cluster in which namespaces may be made: see CONTRIBUTING.md")
final class JobClusterIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final JobOwner OWNER = new JobOwner("swap-ben", "run-1");
  private static final PodProfile NOWHERE = profile(Optional.empty());
  private static final PodProfile QUEUED = profile(Optional.of("night"));

  private static final TestNamespace NAMESPACE = TestNamespace.named("jobs");
  private static final TestNamespace FULL = TestNamespace.named("full");

  /** A user who may read Jobs, and nothing else until a test says so. */
  private static final String READER = "likeness-reader";

  private JobCluster cluster;

  private static PodProfile profile(Optional<String> queue) {
    return new PodProfile(
        "likeness:none",
        Optional.empty(),
        0,
        "1m",
        "1Mi",
        "1Mi",
        Optional.empty(),
        Map.of("likeness.dev/no-such-node", "true"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        queue);
  }

  private static StepJob step(String name, String specification, JobOwner owner) {
    return new StepJob(name, specification, owner, Map.of(), List.of("true"), Map.of());
  }

  private static StepJob step(String name) {
    return step(name, "work-1", OWNER);
  }

  private static JobDefaults installation(String name) {
    Duration grace = Duration.ofSeconds(1);
    return new JobDefaults(
        name, Optional.empty(), "store", Map.of(), Optional.empty(), grace, Duration.ofHours(1));
  }

  /** One that does not see the Jobs of the others, and meets them by their names only. */
  private static JobCluster elsewhere() {
    return JobCluster.connect(NAMESPACE.name(), installation("elsewhere"));
  }

  private static ScalableResource<Job> job(String name) {
    return NAMESPACE.client().batch().v1().jobs().withName(name);
  }

  @BeforeAll
  static void prepare() {
    NAMESPACE.create();
    FULL.create();
    FULL.allowNoJobs("no-room");
    NAMESPACE.letRead(READER, "batch", "jobs");
  }

  @AfterAll
  static void removeAll() {
    NAMESPACE.remove();
    FULL.remove();
  }

  @BeforeEach
  void connect() {
    cluster = JobCluster.connect(NAMESPACE.name(), installation("here"));
  }

  @AfterEach
  void disconnect() {
    cluster.close();
  }

  /** Looks again with every change to the Job. */
  private JobObservation seen(JobHandle job, Predicate<JobObservation> what)
      throws InterruptedException {
    Instant end = Instant.now().plus(LONG);
    while (true) {
      JobObservation seen = cluster.observe(job);
      if (what.test(seen)) {
        return seen;
      }
      assertTrue(Instant.now().isBefore(end), () -> "It stays " + seen);
      var _ = cluster.await(job, Duration.ofMillis(200));
    }
  }

  private static boolean hasPod(JobObservation seen) {
    return seen instanceof JobState state && !state.pod().isEmpty();
  }

  @Test
  void aJobIsAdoptedByWhoeverAsksForTheSameRun() throws Exception {
    JobHandle made = cluster.createOrAdopt(step("adopted"), NOWHERE);
    assertEquals(made, cluster.createOrAdopt(step("adopted"), NOWHERE));
    try (JobCluster elsewhere = elsewhere()) {
      assertEquals(made, elsewhere.createOrAdopt(step("adopted"), NOWHERE), "after a 409");
    }
    assertEquals(Optional.of(made), cluster.find("adopted"));
    assertEquals(Optional.empty(), cluster.find("nobody-made-this"));
    var _ = seen(made, JobClusterIT::hasPod);
    try (JobCluster started = JobCluster.connect(NAMESPACE.name(), installation("here"))) {
      assertTrue(started.all().contains(new OwnedJob(made, OWNER)), "knows all from its start");
      assertTrue(hasPod(started.observe(made)));
    }
  }

  @Test
  void aJobThatWasMadeForOtherWorkIsNamedAndRefused() {
    var _ = cluster.createOrAdopt(step("foreign"), QUEUED);
    StepJob other = step("foreign", "work-2", OWNER);
    StepJob others = step("foreign", "work-1", new JobOwner("swap-ann", "run-2"));
    try (JobCluster elsewhere = elsewhere()) {
      for (JobCluster asked : List.of(cluster, elsewhere)) {
        String said =
            String.valueOf(
                assertThrows(ForeignJobException.class, () -> asked.createOrAdopt(other, QUEUED))
                    .getMessage());
        assertTrue(said.contains("specification work-1 of workflow swap-ben, run run-1"), said);
        assertTrue(said.contains("specification work-2 of workflow swap-ben, run run-1"), said);
        said =
            String.valueOf(
                assertThrows(ForeignJobException.class, () -> asked.createOrAdopt(others, QUEUED))
                    .getMessage());
        assertTrue(said.contains("workflow swap-ann, run run-2"), said);
      }
    }
  }

  @Test
  void aNamesakeThatIsBeingDeletedIsWaitedForAndNotAdopted() throws Exception {
    JobHandle before = cluster.createOrAdopt(step("again"), QUEUED);
    var _ = finalizers("again", List.of("likeness.dev/held-by-a-test"));
    cluster.remove(before);
    var met = new CompletableFuture<Void>();
    KubernetesClient telling =
        new KubernetesClientBuilder()
            .withConfig(NAMESPACE.config().build())
            .withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor("conflicts", new Conflicts(met)))
            .build();
    try (JobCluster later = JobCluster.of(telling, installation("here"))) {
      var made = CompletableFuture.supplyAsync(() -> later.createOrAdopt(step("again"), QUEUED));
      var _ = met.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertFalse(made.isDone());
      var _ = finalizers("again", List.of());
      assertNotEquals(before.uid(), made.get(LONG.toSeconds(), TimeUnit.SECONDS).uid());
    }
  }

  private static Job finalizers(String name, List<String> finalizers) {
    return job(name)
        .edit(
            there -> there.edit().editMetadata().withFinalizers(finalizers).endMetadata().build());
  }

  private record Conflicts(CompletableFuture<Void> met) implements Interceptor {
    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      if (response.code() == HttpURLConnection.HTTP_CONFLICT) {
        met.complete(null);
      }
    }
  }

  @Test
  void aFullQuotaIsNoRefusalForGood() {
    try (JobCluster full = JobCluster.connect(FULL.name(), installation("here"))) {
      QuotaExceededException refused =
          assertThrows(
              QuotaExceededException.class,
              () -> {
                // Admission learns of a new quota a moment later.
                for (int i = 0; i < 100; i++) {
                  var _ = full.createOrAdopt(step("full-" + i), QUEUED);
                }
              });
      String said = String.valueOf(refused.getMessage());
      assertTrue(said.contains("exceeded quota: no-room"), said);
    }
  }

  @Test
  void aJobThatNoApiServerTakesIsABadOne() {
    StepJob odd =
        new StepJob("odd", "work-1", OWNER, Map.of("no label!", ""), List.of("true"), Map.of());
    var refused = assertThrows(RefusedJobException.class, () -> cluster.createOrAdopt(odd, QUEUED));
    String why = assertInstanceOf(JobOutcome.BadSpec.class, refused.outcome()).why();
    assertTrue(why.contains("no label!"), why);
  }

  @Test
  void whoMayMakeNoJobsIsToldSo() {
    try (JobCluster reading = JobCluster.of(NAMESPACE.clientOf(READER), installation("here"))) {
      var refused =
          assertThrows(
              RefusedJobException.class, () -> reading.createOrAdopt(step("may-not"), QUEUED));
      String why = assertInstanceOf(JobOutcome.CannotStart.class, refused.outcome()).why();
      assertTrue(why.contains(READER), why);
    }
  }

  @Test
  void podsThatNobodyHasToldOfAreNotGone() throws Exception {
    JobHandle there = cluster.createOrAdopt(step("half-told"), NOWHERE);
    try (JobCluster reading = JobCluster.of(NAMESPACE.clientOf(READER), installation("here"))) {
      assertEquals(Optional.of(there), reading.find("half-told"));
      assertThrows(ClusterException.class, () -> reading.observe(there));
      assertThrows(ClusterException.class, reading::all);
      NAMESPACE.letRead(READER, "", "pods");
      assertTrue(reading.awaitAll(LONG));
      assertInstanceOf(JobState.Pending.class, reading.observe(there));
    }
  }

  @Test
  void aPodThatSomebodyDeletesIsLost() throws Exception {
    JobHandle job = cluster.createOrAdopt(step("lost"), NOWHERE);
    String pod = assertInstanceOf(JobState.class, seen(job, JobClusterIT::hasPod)).pod();
    var _ = NAMESPACE.client().pods().withName(pod).delete();
    assertInstanceOf(JobOutcome.Lost.class, cluster.await(job, LONG).orElseThrow());
  }

  @Test
  void stopIsIdempotentAndLeavesTheJobForPeople() throws Exception {
    JobHandle job = cluster.createOrAdopt(step("stopped"), NOWHERE);
    var _ = seen(job, JobClusterIT::hasPod);
    cluster.stop(job);
    cluster.stop(job);
    assertEquals(Optional.of(new JobOutcome.Stopped()), cluster.await(job, LONG));
    cluster.stop(job);
    assertEquals(new JobOutcome.Stopped(), cluster.observe(job));
    assertEquals(job, cluster.createOrAdopt(step("stopped"), NOWHERE), "no second one is made");
  }

  @Test
  void aSuspendedJobThatIsStoppedGetsNoPodEvenWhenItIsAdmitted() throws Exception {
    JobHandle job = cluster.createOrAdopt(step("in-queue"), QUEUED);
    assertEquals(
        new JobState.Pending("", "The Job waits for admission in queue night."),
        cluster.observe(job));
    cluster.stop(job);
    cluster.stop(job);
    assertEquals(Optional.of(new JobOutcome.Stopped()), cluster.await(job, LONG));
    assertEquals(job, cluster.createOrAdopt(step("in-queue"), QUEUED), "no second one is made");
    // As Kueue admits it.
    var _ =
        job("in-queue").edit(there -> there.edit().editSpec().withSuspend(false).endSpec().build());
    Job ended =
        job("in-queue")
            .waitUntilCondition(JobClusterIT::hasFailed, LONG.toSeconds(), TimeUnit.SECONDS);
    assertEquals(0, Objects.requireNonNullElse(ended.getStatus().getFailed(), 0), "pods it had");
    assertEquals(new JobOutcome.Stopped(), cluster.observe(job));
  }

  private static boolean hasFailed(Job job) {
    return job != null
        && job.getStatus().getConditions().stream()
            .anyMatch(is -> "Failed".equals(is.getType()) && "True".equals(is.getStatus()));
  }

  @Test
  void removeIsIdempotentAndWhatIsGoneNeedsNoStop() throws Exception {
    JobHandle job = cluster.createOrAdopt(step("removed"), QUEUED);
    cluster.remove(job);
    assertEquals(
        new JobOutcome.Lost("The Job was deleted."), seen(job, JobOutcome.Lost.class::isInstance));
    assertEquals(Optional.empty(), cluster.find("removed"));
    cluster.remove(job);
    cluster.stop(job);
  }

  @Test
  void aLaterJobOfTheSameNameIsLeftAlone() {
    JobHandle now = cluster.createOrAdopt(step("namesake"), QUEUED);
    JobHandle before = new JobHandle("namesake", "00000000-0000-0000-0000-000000000000");
    cluster.stop(before);
    cluster.remove(before);
    assertEquals(new JobOutcome.Lost("The Job was deleted."), cluster.observe(before));
    var there = job("namesake").get().getMetadata();
    assertEquals(now.uid(), there.getUid());
    assertNull(there.getDeletionTimestamp());
    assertNull(there.getAnnotations().get(Names.STOP));
  }

  @Test
  void whatIsAbandonedIsStoppedAndThenRemoved() throws Exception {
    JobHandle job = cluster.createOrAdopt(step("abandoned"), NOWHERE);
    var _ = seen(job, JobClusterIT::hasPod);
    var _ =
        seen(
            job,
            now -> {
              cluster.abandon("abandoned");
              return now instanceof JobOutcome.Lost;
            });
    assertEquals(Optional.empty(), cluster.find("abandoned"));
  }
}
