package dev.likeness.workflows;

/** Asks for a request of the given workflow type to be bound and checked. */
public record PlanRequest(String workflowType, Request request) {}
