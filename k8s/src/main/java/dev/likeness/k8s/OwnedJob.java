package dev.likeness.k8s;

import java.time.Instant;

/**
 * A Job that is there, for whoever looks whether somebody still wants it.
 *
 * @param ended whether nothing of it runs any more
 */
public record OwnedJob(JobHandle handle, JobOwner owner, Instant created, boolean ended) {}
