package dev.likeness.activities.worker;

import dev.likeness.workflows.SearchAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a namespace of Temporal knows the attributes by which jobs are found. */
public final class Searchability {
  private static final long SECONDS = 10;

  private final WorkflowClient client;
  private volatile boolean known;

  public Searchability(WorkflowClient client) {
    this.client = client;
  }

  /** Whether all are registered; no where Temporal does not say. */
  boolean isThere() {
    if (!known) {
      try {
        known = missing().isEmpty();
      } catch (StatusRuntimeException untold) {
        return false;
      }
    }
    return known;
  }

  /**
   * Names that are not registered.
   *
   * @throws StatusRuntimeException when Temporal does not say
   */
  public List<String> missing() {
    Map<String, IndexedValueType> there =
        operator()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace()).build())
            .getCustomAttributesMap();
    return SearchAttributes.KEYWORDS.stream().filter(name -> !there.containsKey(name)).toList();
  }

  /**
   * Registers names.
   *
   * @throws StatusRuntimeException when Temporal does not let us
   */
  public void register(List<String> names) {
    var _ =
        operator()
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(namespace())
                    .putAllSearchAttributes(
                        names.stream()
                            .collect(
                                Collectors.toMap(
                                    Function.identity(),
                                    name -> IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)))
                    .build());
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }

  private OperatorServiceGrpc.OperatorServiceBlockingStub operator() {
    return OperatorServiceGrpc.newBlockingStub(client.getWorkflowServiceStubs().getRawChannel())
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }
}
