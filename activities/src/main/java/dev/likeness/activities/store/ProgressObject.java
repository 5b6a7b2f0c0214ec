package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How far a running step is, as running totals. Plain overwrite: one writer, who writes at most
 * every five seconds.
 */
public final class ProgressObject {
  private final Bucket bucket;
  private final String object;

  ProgressObject(Bucket bucket, String name) {
    this.bucket = bucket;
    this.object = Names.progress(name);
  }

  public void put(JsonNode progress) {
    bucket.put(object, CanonicalJson.bytes(progress));
  }

  /** What was written last; empty before the first time. */
  public Optional<JsonNode> read() {
    return bucket.stat(object).map(stored -> ArtifactStore.parse(bucket, object, JsonNode.class));
  }
}
