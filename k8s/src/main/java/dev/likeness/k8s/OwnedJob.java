package dev.likeness.k8s;

/** A Job that is there, for whoever looks whether somebody still wants it. */
public record OwnedJob(JobHandle handle, JobOwner owner) {}
