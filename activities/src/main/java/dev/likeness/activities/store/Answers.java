package dev.likeness.activities.store;

import dev.likeness.activities.store.Bucket.Stored;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests of steps. One whose blobs are not all there is dead: it counts as absent, and as
 * its name is taken for good, the next answer to the same step gets a name of its own.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final Bucket bucket;
  private final StoreObserver observer;
  private final Set<StepKey> dead = ConcurrentHashMap.newKeySet();

  Answers(Bucket bucket, StoreObserver observer) {
    this.bucket = bucket;
    this.observer = observer;
  }

  /** The first answer that is whole. */
  Optional<Manifest> find(StepKey key) {
    for (int answer = 1; ; answer++) {
      Optional<Manifest> found = find(key, answer);
      if (found.isEmpty() || isWhole(found.get())) {
        return found;
      }
    }
  }

  /** The manifest that is in the store afterwards: this one, or one that was there and is whole. */
  Manifest commit(Manifest manifest) {
    manifest.result().outputs().forEach((name, blob) -> requireThere(manifest, name, blob));
    byte[] json = CanonicalJson.bytes(CanonicalJson.tree(manifest));
    for (int answer = 1; ; answer++) {
      if (bucket.create(Names.manifest(manifest.key(), answer), json)) {
        return manifest;
      }
      // Reading back also settles a lost response: what is found may be this very manifest.
      Manifest found = read(manifest.key(), answer);
      if (isWhole(found)) {
        return found;
      }
    }
  }

  int dead() {
    return dead.size();
  }

  private void requireThere(Manifest manifest, String name, BlobRef blob) {
    if (!isThere(blob)) {
      throw new StoreException.Lost(
          "Blob %s, which %s %s had stored as its %s, is gone from %s: run the step again."
              .formatted(blob.digest(), manifest.kind(), manifest.key(), name, bucket.where()),
          null);
    }
  }

  private boolean isWhole(Manifest manifest) {
    for (BlobRef blob : manifest.result().outputs().values()) {
      if (!isThere(blob)) {
        if (dead.add(manifest.key())) {
          observer.foundDead();
          LOG.warn(
              "The result of {} {} counts as absent: its blob {} is gone from {}",
              manifest.kind(),
              manifest.key(),
              blob.digest(),
              bucket.where());
        }
        return false;
      }
    }
    return true;
  }

  private boolean isThere(BlobRef blob) {
    return bucket
        .stat(Names.blob(blob.digest()))
        .map(Stored::size)
        .filter(size -> size == blob.size())
        .isPresent();
  }

  private Optional<Manifest> find(StepKey key, int answer) {
    String name = Names.manifest(key, answer);
    return ArtifactStore.parseIfThere(bucket, name, Manifest.class)
        .map(manifest -> checked(name, key, manifest));
  }

  private Manifest read(StepKey key, int answer) {
    String name = Names.manifest(key, answer);
    return checked(name, key, ArtifactStore.parse(bucket, name, Manifest.class));
  }

  private Manifest checked(String name, StepKey key, Manifest manifest) {
    if (!manifest.key().equals(key)) {
      throw new StoreException.Corrupt(
          name + " in " + bucket.where() + " answers another step, " + manifest.key() + ".", null);
    }
    return manifest;
  }
}
