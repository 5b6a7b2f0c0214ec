package dev.likeness.activities.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The installed chart and the node under it, as an operator changes them. */
final class Installed {
  /** Longer than a worker takes to hand its watches over and a step to make its checkpoint. */
  private static final String PATIENCE = "180s";

  private static final String DEPLOYMENT = "deployment/likeness-worker";

  private final String namespace;
  private final String node;

  Installed(String namespace) throws IOException, InterruptedException {
    this.namespace = namespace;
    node = Shell.run("kubectl", "get", "nodes", "-o", "jsonpath={.items[0].metadata.name}").strip();
  }

  /**
   * Rolls the worker as {@code kubectl rollout restart} does; returns when the new one is ready.
   */
  void roll() throws IOException, InterruptedException {
    Shell.run("kubectl", "-n", namespace, "rollout", "restart", DEPLOYMENT);
    awaitWorker();
  }

  void awaitWorker() throws IOException, InterruptedException {
    Shell.run("kubectl", "-n", namespace, "rollout", "status", DEPLOYMENT, "--timeout", PATIENCE);
  }

  /** Upgrades the release, with one value changed. */
  void upgrade(String value) throws IOException, InterruptedException {
    Shell.run(
        "helm",
        "upgrade",
        "likeness",
        "../helm/likeness",
        "-n",
        namespace,
        "--reuse-values",
        "--wait",
        "--timeout",
        PATIENCE,
        "--set-string",
        value);
  }

  /** Takes everything off the node, the worker too, and lets nothing on. */
  void drain() throws IOException, InterruptedException {
    kubectl("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout", PATIENCE);
  }

  void uncordon() throws IOException, InterruptedException {
    kubectl("uncordon", node);
  }

  /** Has the node own so many GPUs, as when a device fails or comes back. */
  void gpus(int number) throws IOException, InterruptedException {
    kubectl(
        "patch",
        "node",
        node,
        "--subresource=status",
        "--type=json",
        "-p",
        "[{\"op\": \"add\", \"path\": \"/status/capacity/nvidia.com~1gpu\", \"value\": \"%d\"}]"
            .formatted(number));
  }

  /** Whether the node counts as there: {@code Unknown} when its kubelet has gone silent. */
  String ready() throws IOException, InterruptedException {
    return Shell.run(
            "kubectl",
            "get",
            "node",
            node,
            "-o",
            "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}")
        .strip();
  }

  private static void kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    Shell.run(command.toArray(String[]::new));
  }
}
