package dev.likeness.activities.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.runner.StepHandle;
import dev.likeness.activities.runner.StepOutcome;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.k8s.JobCluster;
import dev.likeness.k8s.JobDefaults;
import dev.likeness.k8s.PodProfile;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Resources;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Runs as a real API server takes them, in a namespace of the test's own; none of them starts. */
@EnabledIfEnvironmentVariable(
    named = "LIKENESS_CLUSTER_NAMESPACE",
    matches = ".+",
    disabledReason = "needs a cluster in which namespaces may be made: see CONTRIBUTING.md")
final class JobRunnerIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final String NAMESPACE =
      System.getenv("LIKENESS_CLUSTER_NAMESPACE") + "-runs-" + ProcessHandle.current().pid();

  private JobRunner runner;

  private static void kubectl(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("kubectl", "-n", NAMESPACE));
    line.addAll(List.of(words));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> line + ": " + said);
  }

  @BeforeAll
  static void makeNamespace() throws Exception {
    kubectl("create", "namespace", NAMESPACE);
  }

  @AfterAll
  static void removeNamespace() throws Exception {
    kubectl("delete", "namespace", NAMESPACE, "--wait=false");
  }

  private static JobRunner connect() {
    var defaults =
        new JobDefaults("runs", Optional.empty(), "store", Map.of(), Optional.empty(), LONG, LONG);
    var pod =
        new PodProfile(
            "likeness:none",
            Optional.empty(),
            0,
            "1m",
            "64Mi",
            "1Mi",
            Optional.empty(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of("night"));
    var bounds =
        new ProfileBounds(
            Optional.of("1m"), Optional.of("128Mi"), Optional.of("1Mi"), Optional.of(0));
    var settings =
        new ClusterSettings(
            NAMESPACE,
            defaults,
            URI.create("http://store:9000"),
            "likeness",
            "us-east-1",
            Map.of(StepKind.PLAIN, new ClusterProfile(pod, JvmProfile.plain(64), bounds)));
    return new JobRunner(JobCluster.connect(NAMESPACE, defaults), settings);
  }

  private static StepRun run(String profile, int parameter, String label, ObjectNode conditions) {
    var order =
        new StepRun.StepOrder(
            "extract", 1, Map.of(), IntNode.valueOf(parameter), label, conditions);
    return new StepRun("swap-ben", "run-1", 1, profile, List.of(order));
  }

  private static StepRun run(int parameter) {
    return run(StepKind.PLAIN, parameter, "", Json.MAPPER.createObjectNode());
  }

  @BeforeEach
  void start() {
    runner = connect();
  }

  @AfterEach
  void end() {
    runner.close();
  }

  @Test
  void aRunUnderAProfileThatNobodyDefinedIsABadOneUntilItIsReleased() throws Exception {
    StepRun run = run("huge", 1, "", Json.MAPPER.createObjectNode());
    StepHandle handle = runner.startOrAdopt(run);
    assertInstanceOf(StepOutcome.BadSpec.class, runner.observe(handle));
    runner.stop(handle, LONG);
    assertInstanceOf(
        StepOutcome.BadSpec.class, runner.await(handle, SHORT).orElseThrow(), "not stopped");
    assertEquals(Optional.empty(), runner.find(run));
    runner.release(handle);
    assertInstanceOf(StepOutcome.Lost.class, runner.observe(handle));
  }

  @Test
  void aRunThatAsksForMoreThanItsProfileAllowsIsABadOne() {
    ObjectNode conditions = Json.MAPPER.createObjectNode();
    conditions.putObject(Resources.SECTION).put("memory", "1Gi");
    StepHandle handle = runner.startOrAdopt(run(StepKind.PLAIN, 2, "", conditions));
    String why = assertInstanceOf(StepOutcome.BadSpec.class, runner.observe(handle)).sentence();
    assertTrue(why.contains("memory"), why);
  }

  @Test
  void aRunIsFoundAdoptedAndStoppedByAnyWorker() throws Exception {
    StepHandle handle = runner.startOrAdopt(run(3));
    try (JobRunner other = connect()) {
      assertEquals(Optional.of(handle), other.find(run(3)));
      assertEquals(handle, other.startOrAdopt(run(3)));
      other.stop(handle, LONG);
      runner.stop(handle, LONG);
      assertEquals(Optional.of(new StepOutcome.Stopped(true)), other.await(handle, LONG));
    }
    assertEquals(Optional.of(new StepOutcome.Stopped(true)), runner.await(handle, LONG));
  }

  @Test
  void otherWorkUnderTheSameNameIsRefusedLoudlyAndAnotherGenerationMayBegin() throws Exception {
    var _ = runner.startOrAdopt(run(4));
    StepRun other = run(StepKind.PLAIN, 4, "of another release", Json.MAPPER.createObjectNode());
    assertEquals(run(4).name(), other.name());
    String said =
        assertInstanceOf(
                StepOutcome.CannotStart.class,
                runner.await(runner.startOrAdopt(other), LONG).orElseThrow())
            .sentence();
    assertTrue(said.contains(run(4).specification().hex()), said);
    assertTrue(said.contains(other.specification().hex()), said);
  }

  @Test
  void aRunThatAQuotaForbidsWaitsAndIsMadeOnceThereIsRoom() throws Exception {
    kubectl("create", "quota", "no-room", "--hard=count/jobs.batch=0");
    kubectl("wait", "--for=jsonpath={.status.hard}", "quota/no-room", "--timeout=30s");
    StepRun refused = run(100);
    StepHandle handle = runner.startOrAdopt(refused);
    // Admission learns of a new quota, and later of its end, a moment afterwards.
    for (int next = 101; isMade(handle) && next < 300; next++) {
      refused = run(next);
      handle = runner.startOrAdopt(refused);
    }
    StepState waits = assertInstanceOf(StepState.class, runner.observe(handle));
    assertEquals(StepState.Phase.PENDING, waits.phase());
    assertTrue(waits.why().contains("exceeded quota: no-room"), waits.why());
    assertEquals(Optional.empty(), runner.find(refused), "there is no Job to ask");
    assertEquals(Optional.empty(), runner.await(handle, SHORT));
    StepHandle unwanted = runner.startOrAdopt(run(1000));
    runner.stop(unwanted, LONG);
    assertEquals(Optional.of(new StepOutcome.Stopped(true)), runner.await(unwanted, SHORT));
    kubectl("delete", "quota", "no-room");
    for (int i = 0; !isMade(handle) && i < 300; i++) {
      handle = runner.startOrAdopt(refused);
    }
    assertEquals(Optional.of(handle), runner.find(refused));
    StepState made = assertInstanceOf(StepState.class, runner.observe(handle));
    assertNotEquals(waits.why(), made.why());
  }

  private static boolean isMade(StepHandle handle) {
    return !"refused".equals(handle.uid());
  }

  @Test
  void aJobThatIsGoneNeedsNoStop() {
    StepHandle gone = new StepHandle("step-nobody-made-this", "0");
    runner.stop(gone, LONG);
    assertInstanceOf(StepOutcome.Lost.class, runner.observe(gone));
  }
}
