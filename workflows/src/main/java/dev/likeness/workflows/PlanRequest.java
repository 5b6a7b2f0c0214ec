package dev.likeness.workflows;

/** Asks for a request of the given workflow type to be bound and checked. */
public record PlanRequest(String workflowType, Request request) {
  public PlanRequest {
    // JSON's null, and no request at all, are decoded to null: they are requests that are no
    // object.
    request = request == null ? new Request(null) : request;
  }
}
