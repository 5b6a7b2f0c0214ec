package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.worker.Owners.Standing;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What a real Temporal says of owners that it does not know. */
@EnabledIfEnvironmentVariable(
    named = "TEMPORAL_ADDRESS",
    matches = ".+",
    disabledReason = "needs a Temporal server: see CONTRIBUTING.md")
class OwnersIT {
  private final WorkflowServiceStubs stubs = Servers.ofEnvironment().connect();

  @AfterEach
  void disconnect() {
    stubs.shutdownNow();
  }

  private Standing standingIn(String namespace) {
    var client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    return new Owners(client).of("nobody-" + UUID.randomUUID(), "");
  }

  @Test
  void aWorkflowThatIsNotKnownIsClosed() {
    assertEquals(Standing.CLOSED, standingIn("default"));
  }

  /** Or a Temporal that was restored without it would end everything that runs. */
  @Test
  void aNamespaceThatIsNotKnownSaysNothingOfWhatIsInIt() {
    assertEquals(Standing.UNKNOWN, standingIn("never-registered"));
  }
}
