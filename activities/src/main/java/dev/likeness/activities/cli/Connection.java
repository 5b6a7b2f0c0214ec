package dev.likeness.activities.cli;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client of one Temporal server, with its connection. */
record Connection(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Connects to host:port; refuses when nobody answers there. */
  static Connection to(String address) {
    try {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newConnectedServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(), PATIENCE);
      return new Connection(stubs, WorkflowClient.newInstance(stubs));
    } catch (RuntimeException e) {
      throw new Refusal(
          ExitCode.UNAVAILABLE,
          "No Temporal answers at "
              + address
              + ": check the address (--temporal HOST:PORT) and that"
              + " it runs.");
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(5, TimeUnit.SECONDS);
  }
}
