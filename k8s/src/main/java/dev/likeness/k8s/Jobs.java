package dev.likeness.k8s;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run of steps as a Job: a pure function. Temporal alone retries, so a Job has one pod and no
 * second try; the pod meets Pod Security "restricted", and holds no token of the API server.
 */
final class Jobs {
  /** The Debian-wide id of nobody in particular; the image's files are readable to all. */
  private static final long USER = 65_532;

  private static final String AUTHORITY = "store-ca";
  private static final String AUTHORITY_FOLDER = "/etc/likeness/store-ca";

  private Jobs() {}

  static Job of(StepJob step, PodProfile profile, JobDefaults defaults) {
    Map<String, String> labels = new TreeMap<>(step.labels());
    labels.put(Names.MANAGED_BY, Names.LIKENESS);
    labels.put(Names.INSTALLATION, defaults.installation());
    Map<String, String> ownership =
        new TreeMap<>(
            Map.of(
                Names.SPECIFICATION, step.specification(),
                Names.WORKFLOW, step.owner().workflow(),
                Names.FIRST_RUN, step.owner().firstRun()));
    Map<String, String> jobLabels = new TreeMap<>(labels);
    profile.queue().ifPresent(queue -> jobLabels.put(Names.QUEUE, queue));
    return new JobBuilder()
        .withNewMetadata()
        .withName(step.name())
        .withLabels(jobLabels)
        .withAnnotations(ownership)
        .endMetadata()
        .withNewSpec()
        // Kueue admits a Job by taking this away.
        .withSuspend(profile.queue().isPresent() ? Boolean.TRUE : null)
        .withBackoffLimit(0)
        .withCompletions(1)
        .withParallelism(1)
        .withTtlSecondsAfterFinished((int) defaults.keep().toSeconds())
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(ownership)
        .endMetadata()
        .withSpec(pod(step, profile, defaults))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(StepJob step, PodProfile profile, JobDefaults defaults) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withServiceAccountName(defaults.serviceAccount().orElse(null))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(defaults.grace().toSeconds())
        .withPriorityClassName(profile.priorityClass().orElse(null))
        .withNodeSelector(profile.nodeSelector())
        .withTolerations(profile.tolerations().stream().map(Jobs::toleration).toList())
        .withAffinity(profile.affinity().map(Jobs::affinity).orElse(null))
        .withImagePullSecrets(
            profile.pullSecrets().stream().map(LocalObjectReference::new).toList())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(step, profile, defaults))
        .withVolumes(volumes(profile, defaults))
        .build();
  }

  private static Toleration toleration(PodToleration wanted) {
    Toleration toleration = new Toleration();
    toleration.setKey(orNull(wanted.key()));
    toleration.setOperator(orNull(wanted.operator()));
    toleration.setValue(orNull(wanted.value()));
    toleration.setEffect(orNull(wanted.effect()));
    return toleration;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Affinity affinity(String json) {
    return Serialization.unmarshal(json, Affinity.class);
  }

  private static Container container(StepJob step, PodProfile profile, JobDefaults defaults) {
    Map<String, Quantity> requests = new TreeMap<>();
    requests.put("cpu", new Quantity(profile.cpu()));
    requests.put("memory", new Quantity(profile.memory()));
    requests.put("ephemeral-storage", new Quantity(profile.scratch()));
    Map<String, Quantity> limits = new TreeMap<>();
    limits.put("memory", new Quantity(profile.memory()));
    profile
        .gpu()
        .filter(name -> profile.gpus() > 0)
        .ifPresent(
            name -> {
              requests.put(name, new Quantity("" + profile.gpus()));
              limits.put(name, new Quantity("" + profile.gpus()));
            });
    return new ContainerBuilder()
        .withName(Names.CONTAINER)
        .withImage(profile.image())
        .withImagePullPolicy("IfNotPresent")
        .withCommand(step.command())
        .withEnv(environment(step, defaults))
        .withNewResources()
        .withRequests(requests)
        .withLimits(limits)
        .endResources()
        .withTerminationMessagePath("/dev/termination-log")
        // The last lines of the log, where a step could not even say why.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withVolumeMounts(mounts(profile, defaults))
        .build();
  }

  private static List<EnvVar> environment(StepJob step, JobDefaults defaults) {
    List<EnvVar> variables = new ArrayList<>();
    step.environment().forEach((name, value) -> variables.add(new EnvVar(name, value, null)));
    defaults
        .authority()
        .ifPresent(
            bundle ->
                variables.add(
                    new EnvVar(bundle.variable(), AUTHORITY_FOLDER + "/" + bundle.key(), null)));
    defaults
        .secretVariables()
        .forEach(
            (name, key) ->
                variables.add(
                    new EnvVarBuilder()
                        .withName(name)
                        .withNewValueFrom()
                        .withNewSecretKeyRef(key, defaults.secret(), false)
                        .endValueFrom()
                        .build()));
    return variables;
  }

  private static List<Volume> volumes(PodProfile profile, JobDefaults defaults) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("scratch")
            .withNewEmptyDir()
            .withSizeLimit(new Quantity(profile.scratch()))
            .endEmptyDir()
            .build());
    profile
        .sharedMemory()
        .ifPresent(
            size ->
                volumes.add(
                    new VolumeBuilder()
                        .withName("shared-memory")
                        .withNewEmptyDir()
                        .withMedium("Memory")
                        .withSizeLimit(new Quantity(size))
                        .endEmptyDir()
                        .build()));
    defaults.authority().map(Jobs::authority).ifPresent(volumes::add);
    return volumes;
  }

  /** The one key only: what else lies beside it, such as a private key, is not for pods. */
  private static Volume authority(CaBundle bundle) {
    VolumeBuilder volume = new VolumeBuilder().withName(AUTHORITY);
    KeyToPath key = new KeyToPathBuilder().withKey(bundle.key()).withPath(bundle.key()).build();
    return bundle.secret()
        ? volume.withNewSecret().withSecretName(bundle.name()).withItems(key).endSecret().build()
        : volume.withNewConfigMap().withName(bundle.name()).withItems(key).endConfigMap().build();
  }

  private static List<VolumeMount> mounts(PodProfile profile, JobDefaults defaults) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount("scratch", Names.SCRATCH));
    profile.sharedMemory().ifPresent(size -> mounts.add(mount("shared-memory", "/dev/shm")));
    if (defaults.authority().isPresent()) {
      VolumeMount mount = mount(AUTHORITY, AUTHORITY_FOLDER);
      mount.setReadOnly(true);
      mounts.add(mount);
    }
    return mounts;
  }

  private static VolumeMount mount(String volume, String path) {
    VolumeMount mount = new VolumeMount();
    mount.setName(volume);
    mount.setMountPath(path);
    return mount;
  }
}
