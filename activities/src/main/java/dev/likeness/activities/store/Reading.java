package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.Bucket.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the collector has to know, and remembers what cannot be read. For one thread. */
final class Reading {
  private static final String RETIRED_HEADS = Names.retired(Names.LOGS);
  private static final String RETIRED_MANIFESTS = Names.retired(Names.MANIFESTS);

  private final Bucket bucket;
  private final List<String> unreadable = new ArrayList<>();

  Reading(Bucket bucket) {
    this.bucket = bucket;
  }

  /** Objects that are not what their name promises. */
  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  Set<String> digests(List<Stored> objects) {
    Set<String> all = new HashSet<>();
    for (Stored stored : objects) {
      there(stored, JsonNode.class).ifPresent(json -> all.addAll(ReadManifest.digestsIn(json)));
    }
    return all;
  }

  Optional<ReadManifest> manifest(Stored stored) {
    return there(stored, Manifest.class).map(manifest -> ReadManifest.of(stored, manifest));
  }

  /** An entry of a log; one that says another number than its name is no entry. */
  Optional<LogEntry> entry(Stored stored) {
    Optional<LogEntry> entry = there(stored, LogEntry.class);
    if (entry.isPresent() && !stored.name().endsWith(Names.digits(entry.get().number()))) {
      tell(stored);
      return Optional.empty();
    }
    return entry;
  }

  /** Whether what was retired is a head, or the manifest that answered with a checkpoint. */
  boolean isOfACheckpoint(Stored retired, Thinning thinning) {
    return retired.name().startsWith(RETIRED_HEADS)
        || (retired.name().startsWith(RETIRED_MANIFESTS)
            && there(retired, Manifest.class).filter(thinning::isCheckpoint).isPresent());
  }

  /** What a retired head or manifest was the name of, without what it was made of. */
  Set<String> madeByACheckpoint(Stored retired) {
    return retired.name().startsWith(RETIRED_HEADS)
        ? there(retired, LogEntry.class)
            .map(head -> ReadManifest.digestsIn(head.content().path("outputs")))
            .orElse(Set.of())
        : manifest(retired).map(ReadManifest::made).orElse(Set.of());
  }

  /** Empty for what another collector took away since the listing, and for what is damaged. */
  private <T> Optional<T> there(Stored stored, Class<T> type) {
    try {
      return Optional.of(ArtifactStore.parse(bucket, stored.name(), type));
    } catch (StoreException.Corrupt damaged) {
      tell(stored);
      return Optional.empty();
    } catch (StoreException.Missing gone) {
      if (bucket.stat(stored.name()).isPresent()) {
        throw gone; // The store contradicts itself.
      }
      return Optional.empty();
    }
  }

  private void tell(Stored stored) {
    if (!unreadable.contains(stored.name())) {
      unreadable.add(stored.name());
    }
  }
}
