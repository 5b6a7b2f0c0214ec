package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.store.RealStore;
import dev.likeness.activities.store.StoreAddress;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A Temporal and an S3 store that are not this program's, from the environment, and the commands
 * that make them fail. CONTRIBUTING.md says what each variable holds.
 */
record Servers(String temporal, StoreAddress store) {
  /** With a bucket of its own each time. */
  static Servers ofEnvironment() {
    return new Servers(
        variable("TEMPORAL_ADDRESS"),
        RealStore.ofEnvironment(
            "likeness-it-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
  }

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(() -> new IllegalStateException(name + " is not set: see CONTRIBUTING.md."));
  }

  /** What {@code likeness worker} wants in its environment. */
  Map<String, String> credentials() {
    return Map.of(
        "LIKENESS_S3_ACCESS_KEY",
        store.accessKey(),
        "LIKENESS_S3_SECRET_KEY",
        store.secretKey(),
        "LIKENESS_S3_BUCKET",
        store.bucket());
  }

  WorkflowServiceStubs connect() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
  }

  /** Carries out a fault, such as {@code TEMPORAL_STOP}, as the environment says. */
  static void fault(String name) throws IOException, InterruptedException {
    Process command =
        new ProcessBuilder("sh", "-c", variable("LIKENESS_FAULT_" + name))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, command.waitFor(), () -> "The command of LIKENESS_FAULT_" + name + " failed.");
  }
}
