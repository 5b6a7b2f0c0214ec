package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How far a running step is, as running totals. Plain overwrite: one writer, who writes at most
 * every five seconds.
 */
public final class ProgressObject {
  private final Bucket bucket;
  private final Bucket hasty;
  private final String name;
  private final String object;

  ProgressObject(Bucket bucket, Bucket hasty, String name) {
    this.bucket = bucket;
    this.hasty = hasty;
    this.name = name;
    this.object = Names.progress(name);
  }

  public String name() {
    return name;
  }

  /** Tries once, and not for long: the next one says more. */
  public void put(JsonNode progress) {
    hasty.put(object, CanonicalJson.bytes(progress));
  }

  /** What was written last; empty before the first time. */
  public Optional<JsonNode> read() {
    return ArtifactStore.parseIfThere(bucket, object, JsonNode.class);
  }
}
