package dev.likeness.k8s;

/** How a Job is found again: by its name, and by the uid that tells it from a later namesake. */
public record JobHandle(String name, String uid) {}
