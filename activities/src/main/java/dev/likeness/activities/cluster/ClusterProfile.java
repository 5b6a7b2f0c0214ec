package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.k8s.PodProfile;

/** What the pods of a profile have, and with which flags their Java runs. */
public record ClusterProfile(PodProfile pod, JvmProfile jvm) {}
