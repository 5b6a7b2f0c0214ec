package dev.likeness.activities.worker;

import dev.likeness.activities.models.ModelLog;
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
    Optional<String> holder = log.holder();
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = holder.get().split("\\|", -1);
    String workflow = parts[0];
    String firstRun = parts.length > 1 ? parts[1] : "";
    boolean mine = workflow.equals(request.owner()) && firstRun.equals(request.ownerRun());
    return !mine && isHolding(workflow, firstRun) ? Optional.of(workflow) : Optional.empty();
  }

  private boolean isHolding(String workflow, String firstRun) {
    return switch (owners.of(workflow, firstRun)) {
      case OPEN, UNKNOWN -> true;
      case CLOSED -> false;
    };
  }
}
