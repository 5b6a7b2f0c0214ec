package dev.likeness.activities.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.workflows.Resources;
import java.util.Optional;

/**
 * What a run shall have instead of what its profile says: what its request asked for, and the
 * memory that it has since an earlier generation had too little.
 *
 * @param profile another one than its kind of step has
 * @param memoryLacked whether {@code memory} is what an earlier generation lacked
 */
public record Wish(
    Optional<String> profile,
    Optional<String> cpu,
    Optional<String> memory,
    Optional<String> scratch,
    Optional<Integer> gpus,
    boolean memoryLacked) {
  static final Wish NONE =
      new Wish(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** What the conditions of a step say. */
  public static Wish of(JsonNode conditions) {
    JsonNode asked = conditions.path(Resources.SECTION);
    Optional<String> since = text(conditions, Resources.MEMORY_SINCE);
    return new Wish(
        text(asked, "profile"),
        text(asked, "cpu"),
        since.or(() -> text(asked, "memory")),
        text(asked, "scratch"),
        asked.path("gpus").isInt() ? Optional.of(asked.path("gpus").asInt()) : Optional.empty(),
        since.isPresent());
  }

  private static Optional<String> text(JsonNode of, String name) {
    return of.path(name).isTextual() ? Optional.of(of.path(name).asText()) : Optional.empty();
  }
}
