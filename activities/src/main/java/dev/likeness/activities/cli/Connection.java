package dev.likeness.activities.cli;

import com.uber.m3.tally.Scope;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client of one Temporal server, with its connection. */
record Connection(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Connects to the embedded server. */
  static Connection to(String address) {
    return to(address, TemporalAccess.PLAIN);
  }

  /** Connects to host:port; refuses when nobody answers there. */
  static Connection to(String address, TemporalAccess access) {
    return to(address, access, Optional.empty());
  }

  /** The same, with the client's own figures going to a scope. */
  static Connection to(String address, TemporalAccess access, Optional<Scope> figures) {
    try {
      WorkflowServiceStubsOptions.Builder options =
          access.apply(WorkflowServiceStubsOptions.newBuilder()).setTarget(address);
      figures.ifPresent(options::setMetricsScope);
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newConnectedServiceStubs(options.build(), PATIENCE);
      return new Connection(
          stubs,
          WorkflowClient.newInstance(
              stubs, WorkflowClientOptions.newBuilder().setNamespace(access.namespace()).build()));
    } catch (Refusal unusable) {
      throw unusable;
    } catch (RuntimeException e) {
      throw new Refusal(
          ExitCode.UNAVAILABLE,
          "No Temporal answers at "
              + address
              + ": check the address (--temporal HOST:PORT), that it runs,"
              + " and whether it wants TLS (TEMPORAL_TLS=true).");
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(5, TimeUnit.SECONDS);
  }
}
