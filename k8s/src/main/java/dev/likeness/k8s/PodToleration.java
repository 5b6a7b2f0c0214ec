package dev.likeness.k8s;

/**
 * A taint that pods put up with, in Kubernetes' words; empty texts are left out.
 *
 * @param operator {@code Exists} or {@code Equal}
 * @param effect {@code NoSchedule}, {@code PreferNoSchedule}, {@code NoExecute}, or all of them
 */
public record PodToleration(String key, String operator, String value, String effect) {}
