package dev.likeness.k8s;

/**
 * Certificates that pods trust, mounted as a PEM file.
 *
 * @param variable of the container that holds the file's path
 * @param secret whether they lie in a secret; else in a ConfigMap
 * @param name of the secret or ConfigMap
 * @param key in it; no other is mounted
 */
public record CaBundle(String variable, boolean secret, String name, String key) {}
