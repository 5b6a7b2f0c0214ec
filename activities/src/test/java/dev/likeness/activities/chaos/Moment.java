package dev.likeness.activities.chaos;

import dev.likeness.activities.faults.StoreRequest;
import dev.likeness.activities.faults.StoreRequest.Kind;
import java.util.Optional;

/** What happens in a job that can be counted and struck at. */
enum Moment {
  /** A step's process is there. */
  STARTED,
  /** A step begins with its first unit of work: it tells its progress for the first time. */
  WORKING,
  /** The same for a trainer: packs and checkpoint are there, its first iteration comes next. */
  TRAINING,
  /** A blob is about to be complete in the store. */
  BLOB,
  /** A claim or a checkpoint is about to be appended to a model's log. */
  LOGGED,
  /** A result is about to become visible. */
  MANIFEST;

  /** What a request to the store tells, if anything. */
  static Optional<Moment> of(StoreRequest request, boolean training) {
    String object = request.object();
    Kind kind = request.kind();
    if (object.startsWith("blobs/") && (kind == Kind.PUT || kind == Kind.COMPLETE_PARTS)) {
      return Optional.of(BLOB);
    }
    if (object.startsWith("logs/") && kind == Kind.CREATE) {
      return Optional.of(LOGGED);
    }
    if (object.startsWith("manifests/") && kind == Kind.CREATE) {
      return Optional.of(MANIFEST);
    }
    if (object.startsWith("progress/") && kind == Kind.PUT) {
      return Optional.of(training ? TRAINING : WORKING);
    }
    return Optional.empty();
  }
}
