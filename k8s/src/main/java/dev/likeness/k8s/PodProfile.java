package dev.likeness.k8s;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator lets the pods of one kind of step have: a request names a profile, and amounts
 * within its bounds.
 *
 * @param image of the step's container
 * @param gpu resource by which GPUs are asked for, such as {@code nvidia.com/gpu}; absent for none
 * @param gpus how many of them
 * @param cpu requested, as Kubernetes writes quantities: {@code 2}, {@code 500m}
 * @param memory requested and at the same time the limit, such as {@code 8Gi}
 * @param scratch limit of the folder that a pod works in, such as {@code 20Gi}
 * @param sharedMemory size of {@code /dev/shm}; absent for the runtime's own
 * @param nodeSelector labels that a node must have
 * @param tolerations of taints
 * @param affinity Kubernetes' {@code affinity} as JSON; absent for none
 * @param priorityClass of the pods; absent for the cluster's default
 * @param pullSecrets names of the secrets with which images are pulled
 * @param queue Kueue's local queue; absent where Kueue does not admit Jobs
 */
public record PodProfile(
    String image,
    Optional<String> gpu,
    int gpus,
    String cpu,
    String memory,
    String scratch,
    Optional<String> sharedMemory,
    Map<String, String> nodeSelector,
    List<PodToleration> tolerations,
    Optional<String> affinity,
    Optional<String> priorityClass,
    List<String> pullSecrets,
    Optional<String> queue) {
  public PodProfile {
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
    pullSecrets = List.copyOf(pullSecrets);
    if (image.isBlank()) {
      throw new IllegalArgumentException("A profile needs an image.");
    }
    if (gpus < 0 || (gpus > 0 && gpu.isEmpty())) {
      throw new IllegalArgumentException(
          "A profile with " + gpus + " GPUs needs the name of their resource.");
    }
  }

  /** The same with other amounts of what is counted. */
  public PodProfile with(String cpu, String memory, String scratch, int gpus) {
    return new PodProfile(
        image,
        gpu,
        gpus,
        cpu,
        memory,
        scratch,
        sharedMemory,
        nodeSelector,
        tolerations,
        affinity,
        priorityClass,
        pullSecrets,
        queue);
  }

  /** A profile without a GPU and without wishes as to the node. */
  public static PodProfile plain(String image, String cpu, String memory, String scratch) {
    return new PodProfile(
        image,
        Optional.empty(),
        0,
        cpu,
        memory,
        scratch,
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
