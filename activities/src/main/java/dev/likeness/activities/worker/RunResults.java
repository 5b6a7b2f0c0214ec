package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Manifest;
import dev.likeness.activities.store.StepKey;
import dev.likeness.workflows.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The results of the runs that are watched. The store is asked for each until it is there, and not
 * again while the same generation goes on.
 */
final class RunResults {
  private final ArtifactStore store;
  private final Map<Wanted, Seen> seen = new ConcurrentHashMap<>();

  private record Wanted(String owner, String ownerRun, StepKey key) {
    static Wanted of(StepRun run, StepOrder order) {
      return new Wanted(run.workflowId(), run.firstRunId(), order.key());
    }
  }

  /**
   * @param before whether it was there when its owner first asked, whatever generation makes it
   */
  private record Seen(boolean before, Optional<StepResult> result) {}

  RunResults(ArtifactStore store) {
    this.store = store;
  }

  /** The results of all steps of a run, if they are all there. */
  Optional<List<StepResult>> of(StepRun run) {
    List<StepResult> results = new ArrayList<>();
    boolean complete = true;
    for (StepOrder order : run.steps()) {
      Wanted wanted = Wanted.of(run, order);
      Optional<Seen> known = Optional.ofNullable(seen.get(wanted));
      boolean ask = known.isEmpty() || (complete && known.get().result().isEmpty());
      Optional<StepResult> result = ask ? look(wanted).result() : known.flatMap(Seen::result);
      complete &= result.isPresent();
      result.ifPresent(results::add);
    }
    return complete ? Optional.of(results) : Optional.empty();
  }

  private Seen look(Wanted wanted) {
    Optional<Manifest> manifest = store.find(wanted.key());
    return seen.compute(
        wanted,
        (same, known) -> {
          boolean before = known == null ? manifest.isPresent() : known.before();
          return new Seen(before, manifest.map(there -> result(there, before)));
        });
  }

  /** A generation has ended: what it made may be gone before the next one begins. */
  void forgetResults(StepRun run) {
    run.steps()
        .forEach(
            order ->
                seen.computeIfPresent(
                    Wanted.of(run, order),
                    (wanted, known) -> new Seen(known.before(), Optional.empty())));
  }

  /** Nobody will ask for this run again. */
  void forget(StepRun run) {
    run.steps().forEach(order -> seen.remove(Wanted.of(run, order)));
  }

  private static StepResult result(Manifest manifest, boolean reused) {
    Map<String, String> outputs = new TreeMap<>();
    manifest.result().outputs().forEach((name, blob) -> outputs.put(name, blob.digest().hex()));
    return new StepResult(
        manifest.key().hex(), reused, outputs, JsonValues.map(manifest.result().values()));
  }
}
