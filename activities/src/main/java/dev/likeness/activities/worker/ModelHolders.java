package dev.likeness.activities.worker;

import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.models.ModelOwner;
import dev.likeness.workflows.RunRequest;
import java.util.Optional;

/**
 * Who holds a model: the workflow that claimed it last, while it is open. Not found counts as
 * closed, no answer as open.
 */
final class ModelHolders {
  private final Owners owners;

  ModelHolders(Owners owners) {
    this.owners = owners;
  }

  /** The id of another open workflow that holds the model. */
  Optional<String> otherThan(RunRequest request, ModelLog log) {
    return log.holder()
        .flatMap(ModelOwner::of)
        .filter(holder -> !holder.isOf(request.owner(), request.ownerRun()))
        .filter(this::isOpen)
        .map(ModelOwner::workflow);
  }

  private boolean isOpen(ModelOwner holder) {
    return switch (owners.of(holder.workflow(), holder.firstRun())) {
      case OPEN, UNKNOWN -> true;
      case CLOSED -> false;
    };
  }
}
