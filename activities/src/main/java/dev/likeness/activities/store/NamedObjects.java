package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON under names that people give. Every digest in it keeps its blob for as long as the name is
 * there.
 */
public final class NamedObjects {
  private final Bucket bucket;

  NamedObjects(Bucket bucket) {
    this.bucket = bucket;
  }

  /** Gives a name once; false when it is taken, be it by an earlier try of the same call. */
  public boolean give(String name, JsonNode content) {
    return bucket.create(Names.named(name), CanonicalJson.bytes(content));
  }

  public Optional<JsonNode> find(String name) {
    return ArtifactStore.parseIfThere(bucket, Names.named(name), JsonNode.class);
  }

  /** All names below a folder, such as {@code demo/}, with what they stand for. */
  public Map<String, JsonNode> below(String folder) {
    Map<String, JsonNode> all = new TreeMap<>();
    bucket
        .list(Names.NAMED + folder)
        .forEach(
            stored ->
                all.put(
                    Names.nameOf(stored.name()),
                    ArtifactStore.parse(bucket, stored.name(), JsonNode.class)));
    return all;
  }

  /** Takes a name back; needs credentials that may delete. */
  public void takeBack(String name) {
    bucket.delete(Names.named(name));
  }
}
