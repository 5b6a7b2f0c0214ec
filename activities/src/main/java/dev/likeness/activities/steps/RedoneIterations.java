package dev.likeness.activities.steps;

import dev.likeness.activities.models.ModelHistory;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Progress;
import java.util.Optional;

/**
 * How many iterations of a model were computed again because a run died with them. A run that died
 * said at most five seconds before how far it was, so this is a lower bound: off by what a run
 * computes in that time, for each that died.
 */
final class RedoneIterations {
  private final ArtifactStore store;
  private final ModelHistory history;

  /**
   * @param history read after the run's own claim, before it publishes any progress: a run may have
   *     the name of an earlier one
   */
  RedoneIterations(ArtifactStore store, ModelHistory history) {
    this.store = store;
    this.history = history;
  }

  /** Until now and over all runs, when training goes on from the given iteration. */
  long whenStartingFrom(long iteration) {
    double saved = history.number(ModelHistory.REDONE, 0);
    for (String name : history.earlierProgress()) {
      Optional<Progress> last = progress(name);
      // A run that died before it published anything is as good as none.
      if (last.isPresent()) {
        double before =
            Optional.ofNullable(last.get().figures().get(ModelHistory.REDONE)).orElse(0.0);
        return Math.round(Math.max(saved, before + Math.max(0, last.get().done() - iteration)));
      }
    }
    return Math.round(saved);
  }

  private Optional<Progress> progress(String name) {
    try {
      return store
          .progress(name)
          .read()
          .map(json -> Json.MAPPER.convertValue(json, Progress.class));
    } catch (StoreException.Corrupt | StoreException.Missing | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }
}
