package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Bucket.Stored;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A manifest that was read and where it lies, with the digests that it made and those that it was
 * made of or names anywhere else.
 */
record ReadManifest(Stored stored, Manifest manifest, Set<String> made, Set<String> from) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  static ReadManifest of(Stored stored, Manifest manifest) {
    Set<String> made =
        manifest.result().outputs().values().stream()
            .map(output -> output.digest().hex())
            .collect(Collectors.toSet());
    Set<String> from = digestsIn(CanonicalJson.tree(manifest));
    from.removeAll(made);
    return new ReadManifest(stored, manifest, made, from);
  }

  boolean made(Set<String> digests) {
    return made.stream().anyMatch(digests::contains);
  }

  boolean isFrom(Set<String> digests) {
    return from.stream().anyMatch(digests::contains);
  }

  void addTo(Set<String> digests) {
    digests.addAll(made);
    digests.addAll(from);
  }

  /** Every 64-digit word, wherever it stands: a parameter may name a blob too. */
  static Set<String> digestsIn(JsonNode json) {
    return DIGEST
        .matcher(CanonicalJson.text(json))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
