package dev.likeness.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static final JobDefaults DEFAULTS =
      new JobDefaults(
          "film-house",
          Optional.of("steps"),
          "store",
          Map.of("SECRET", "secretKey"),
          Optional.empty(),
          Duration.ofMinutes(10),
          Duration.ofHours(2));

  private static final StepJob STEP =
      new StepJob(
          "step-1",
          "abc",
          new JobOwner("swap-ben", "run-1"),
          Map.of("likeness.dev/step", "train"),
          List.of("java", "step"),
          Map.of("RUN", "x"));

  private static final PodProfile ON_GPUS =
      new PodProfile(
          "likeness:1",
          Optional.of("nvidia.com/gpu"),
          2,
          "4",
          "16Gi",
          "30Gi",
          Optional.of("1Gi"),
          Map.of("gpu", "a100"),
          List.of(new PodToleration("nvidia.com/gpu", "Exists", "", "NoSchedule")),
          Optional.of(
              """
              {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [{"matchExpressions": [
                  {"key": "zone", "operator": "In", "values": ["a"]}]}]}}}
              """),
          Optional.of("training"),
          List.of("registry"),
          Optional.of("night"));

  private static PodSpec pod(Job job) {
    return job.getSpec().getTemplate().getSpec();
  }

  private static Container container(Job job) {
    return pod(job).getContainers().getFirst();
  }

  private static Job plain() {
    return Jobs.of(STEP, PodProfile.plain("likeness:1", "500m", "2Gi", "10Gi"), DEFAULTS);
  }

  @Test
  void aJobHasOnePodAndNoSecondTry() {
    Job job = plain();
    assertEquals("step-1", job.getMetadata().getName());
    assertEquals(0, job.getSpec().getBackoffLimit());
    assertEquals("Never", pod(job).getRestartPolicy());
    assertEquals(1, job.getSpec().getCompletions());
    assertNull(job.getSpec().getSuspend());
    assertEquals(7200, job.getSpec().getTtlSecondsAfterFinished());
    assertEquals(600L, pod(job).getTerminationGracePeriodSeconds());
  }

  @Test
  void aPodIsRestrictedAndHoldsNoToken() {
    PodSpec pod = pod(plain());
    assertEquals("steps", pod.getServiceAccountName());
    assertFalse(pod.getAutomountServiceAccountToken());
    assertFalse(pod.getEnableServiceLinks());
    assertTrue(pod.getSecurityContext().getRunAsNonRoot());
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
    Container container = container(plain());
    assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
    assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
    assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
  }

  @Test
  void ownerAndSpecificationAreWrittenOnJobAndPod() {
    Job job = plain();
    Map<String, String> notes = job.getMetadata().getAnnotations();
    assertEquals("swap-ben", notes.get(Names.WORKFLOW));
    assertEquals("run-1", notes.get(Names.FIRST_RUN));
    assertEquals("abc", notes.get(Names.SPECIFICATION));
    assertEquals(notes, job.getSpec().getTemplate().getMetadata().getAnnotations());
    assertEquals("likeness", job.getMetadata().getLabels().get(Names.MANAGED_BY));
    assertEquals("film-house", job.getMetadata().getLabels().get(Names.INSTALLATION));
    assertEquals("train", job.getMetadata().getLabels().get("likeness.dev/step"));
  }

  @Test
  void credentialsComeFromTheSecretAndNeverStandInTheJob() {
    var variables = container(plain()).getEnv();
    assertEquals("x", variables.getFirst().getValue());
    var secret = variables.getLast();
    assertEquals("SECRET", secret.getName());
    assertNull(secret.getValue());
    assertEquals("store", secret.getValueFrom().getSecretKeyRef().getName());
    assertEquals("secretKey", secret.getValueFrom().getSecretKeyRef().getKey());
  }

  @Test
  void aPodAsksForItsMemoryAndScratchAndForNoGpu() {
    var resources = container(plain()).getResources();
    assertEquals(new Quantity("2Gi"), resources.getLimits().get("memory"));
    assertEquals(new Quantity("2Gi"), resources.getRequests().get("memory"));
    assertEquals(new Quantity("500m"), resources.getRequests().get("cpu"));
    assertEquals(List.of("memory"), List.copyOf(resources.getLimits().keySet()));
    assertEquals("/scratch", container(plain()).getVolumeMounts().getFirst().getMountPath());
    assertEquals(
        new Quantity("10Gi"), pod(plain()).getVolumes().getFirst().getEmptyDir().getSizeLimit());
  }

  @Test
  void aProfileDecidesOnNodesGpusPriorityAndQueue() {
    Job job = Jobs.of(STEP, ON_GPUS, DEFAULTS);
    PodSpec pod = pod(job);
    assertEquals(
        new Quantity("2"), container(job).getResources().getLimits().get("nvidia.com/gpu"));
    assertEquals(Map.of("gpu", "a100"), pod.getNodeSelector());
    assertEquals("Exists", pod.getTolerations().getFirst().getOperator());
    assertNull(pod.getTolerations().getFirst().getValue());
    assertEquals(
        "zone",
        pod.getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms()
            .getFirst()
            .getMatchExpressions()
            .getFirst()
            .getKey());
    assertEquals("training", pod.getPriorityClassName());
    assertEquals("registry", pod.getImagePullSecrets().getFirst().getName());
    assertEquals("Memory", pod.getVolumes().getLast().getEmptyDir().getMedium());
    assertEquals("/dev/shm", container(job).getVolumeMounts().getLast().getMountPath());
    assertEquals("night", job.getMetadata().getLabels().get(Names.QUEUE));
    assertTrue(job.getSpec().getSuspend(), "Kueue admits it");
    assertNull(job.getSpec().getTemplate().getMetadata().getLabels().get(Names.QUEUE));
  }

  private static Job trusting(boolean secret) {
    var bundle = new CaBundle("CA", secret, "house-ca", "ca.crt");
    var defaults =
        new JobDefaults(
            "house", Optional.empty(), "store", Map.of(), Optional.of(bundle), HOUR, HOUR);
    return Jobs.of(STEP, PodProfile.plain("i", "1", "1Gi", "1Gi"), defaults);
  }

  @Test
  void aStoresOwnAuthorityIsMountedAndNamed() {
    Job job = trusting(false);
    assertEquals("house-ca", pod(job).getVolumes().getLast().getConfigMap().getName());
    assertEquals(
        "house-ca", pod(trusting(true)).getVolumes().getLast().getSecret().getSecretName());
    assertEquals("CA", container(job).getEnv().getLast().getName());
    assertEquals("/etc/likeness/store-ca/ca.crt", container(job).getEnv().getLast().getValue());
    assertTrue(container(job).getVolumeMounts().getLast().getReadOnly());
  }

  @Test
  void nothingIsMountedBesideTheAuthorityWhateverElseItsSecretHolds() {
    var certificate = List.of(new KeyToPathBuilder().withKey("ca.crt").withPath("ca.crt").build());
    assertEquals(certificate, pod(trusting(true)).getVolumes().getLast().getSecret().getItems());
    assertEquals(
        certificate, pod(trusting(false)).getVolumes().getLast().getConfigMap().getItems());
  }

  @Test
  void theSameRunIsTheSameJobToTheByte() {
    assertEquals(
        Serialization.asYaml(Jobs.of(STEP, ON_GPUS, DEFAULTS)),
        Serialization.asYaml(Jobs.of(STEP, ON_GPUS, DEFAULTS)));
  }

  @Test
  void whatNoClusterWouldTakeIsRefusedAtOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new StepJob("x".repeat(64), "", STEP.owner(), Map.of(), List.of("java"), Map.of()));
    assertThrows(IllegalArgumentException.class, () -> PodProfile.plain(" ", "1", "1Gi", "1Gi"));
  }
}
