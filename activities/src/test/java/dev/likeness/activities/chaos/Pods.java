package dev.likeness.activities.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The pods of an installed chart's steps, and what an operator or a cluster may do to them. */
final class Pods {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String OURS = "app.kubernetes.io/managed-by=likeness";

  private final String namespace;
  private final Path folder;
  private final Set<String> struck = new HashSet<>();

  Pods(String namespace, Path folder) {
    this.namespace = namespace;
    this.folder = folder;
  }

  /** Waits for a pod of a step that runs and was not struck yet; gives its name. */
  String running(String step) {
    List<String> found = new ArrayList<>();
    Until.holds("a pod runs " + step, LONG, () -> running(step, found));
    struck.add(found.getFirst());
    return found.getFirst();
  }

  private boolean running(String step, List<String> found) {
    for (JsonNode pod : list("pods", OURS + ",likeness.dev/step=" + step)) {
      String name = pod.at("/metadata/name").asText();
      boolean runs =
          "Running".equals(pod.at("/status/phase").asText())
              && pod.at("/metadata/deletionTimestamp").isMissingNode();
      if (runs && !struck.contains(name)) {
        found.add(name);
        return true;
      }
    }
    return false;
  }

  /** What a pod asked for, as it was written. */
  String memory(String pod) {
    for (JsonNode each : list("pods", OURS)) {
      if (pod.equals(each.at("/metadata/name").asText())) {
        return each.at("/spec/containers/0/resources/requests/memory").asText();
      }
    }
    return "";
  }

  void delete(String pod) throws IOException, InterruptedException {
    kubectl("delete", "pod", pod, "--wait=false");
  }

  /** As an operator does who believes that the node is gone: without waiting for its kubelet. */
  void forceDelete(String pod) throws IOException, InterruptedException {
    kubectl("delete", "pod", pod, "--force", "--grace-period=0");
  }

  /** Sets a quota, such as {@code pods=1}, until {@link #lift}. */
  void limit(String hard) throws IOException, InterruptedException {
    kubectl("create", "quota", "no-more", "--hard=" + hard);
  }

  void lift() throws IOException, InterruptedException {
    kubectl("delete", "quota", "no-more", "--ignore-not-found");
  }

  void evict(String pod) throws IOException, InterruptedException {
    String eviction =
        """
        {"apiVersion": "policy/v1", "kind": "Eviction",
         "metadata": {"name": "%s", "namespace": "%s"}}
        """
            .formatted(pod, namespace);
    Path file = Files.writeString(folder.resolve("eviction.json"), eviction);
    kubectl(
        "create",
        "--raw",
        "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/eviction",
        "-f",
        file.toString());
  }

  /** Fills the pod's memory with what belongs to no process, so that the kernel ends the step. */
  void exhaust(String pod) throws IOException, InterruptedException {
    Shell.Ended _ =
        Shell.ended(
            "kubectl",
            "-n",
            namespace,
            "exec",
            pod,
            "--",
            "sh",
            "-c",
            "head -c 4000000000 /dev/zero > /dev/shm/full");
  }

  /** Has something more important take all GPUs of the node. */
  void preempt(String image) throws IOException, InterruptedException {
    String important =
        """
        {"apiVersion": "v1", "kind": "List", "items": [
         {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "value": 1000000,
          "metadata": {"name": "more-important"}},
         {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "more-important"},
          "spec": {"priorityClassName": "more-important", "restartPolicy": "Never",
           "terminationGracePeriodSeconds": 1, "automountServiceAccountToken": false,
           "securityContext": {"runAsNonRoot": true, "runAsUser": 65532,
                               "seccompProfile": {"type": "RuntimeDefault"}},
           "containers": [{"name": "one", "image": "%s", "command": ["sleep", "600"],
            "securityContext": {"allowPrivilegeEscalation": false,
                                "capabilities": {"drop": ["ALL"]}},
            "resources": {"limits": {"nvidia.com/gpu": "2"}}}]}}]}
        """
            .formatted(image);
    Path file = Files.writeString(folder.resolve("important.json"), important);
    kubectl("apply", "-f", file.toString());
  }

  void giveWay() throws IOException, InterruptedException {
    kubectl("delete", "pod", "more-important", "--ignore-not-found");
    kubectl("delete", "priorityclass", "more-important", "--ignore-not-found");
  }

  /** The image of the steps, as the worker's own. */
  String image() {
    return list("pods", "app.kubernetes.io/component=worker")
        .getFirst()
        .at("/spec/containers/0/image")
        .asText();
  }

  /** Everything that steps left in the namespace. */
  List<String> left() {
    List<String> names = new ArrayList<>();
    for (String kind : List.of("jobs", "pods")) {
      list(kind, OURS).forEach(object -> names.add(object.at("/metadata/name").asText()));
    }
    return names;
  }

  /** Pods of a step that run now. */
  List<String> allRunning(String step) {
    return list("pods", OURS + ",likeness.dev/step=" + step).stream()
        .filter(pod -> "Running".equals(pod.at("/status/phase").asText()))
        .map(pod -> pod.at("/metadata/name").asText())
        .toList();
  }

  private List<JsonNode> list(String kind, String selector) {
    try {
      String json =
          Shell.run("kubectl", "-n", namespace, "get", kind, "-l", selector, "-o", "json");
      List<JsonNode> items = new ArrayList<>();
      Json.MAPPER.readTree(json).path("items").forEach(items::add);
      return items;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl", "-n", namespace));
    command.addAll(List.of(arguments));
    Shell.run(command.toArray(String[]::new));
  }
}
