package dev.likeness.workflows;

import java.util.Optional;

/**
 * A piece of footage in the store.
 *
 * @param name what a person calls it, usually the file's name
 * @param media SHA-256 of the file
 * @param range frames to use, such as {@code 100-200} (both included); all when absent
 */
public record Medium(String name, String media, Optional<String> range) {}
