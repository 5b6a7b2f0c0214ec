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

/** The results of runs, which their steps' manifests are, and which of them were there before. */
final class RunResults {
  private final ArtifactStore store;

  /** Whether a result was there when its owner first asked, whatever generation makes it. */
  private final Map<Wanted, Boolean> thereBefore = new ConcurrentHashMap<>();

  private record Wanted(String owner, String ownerRun, StepKey key) {
    static Wanted of(StepRun run, StepOrder order) {
      return new Wanted(run.workflowId(), run.firstRunId(), order.key());
    }
  }

  RunResults(ArtifactStore store) {
    this.store = store;
  }

  /** The results of all steps of a run, if they are all there. */
  Optional<List<StepResult>> of(StepRun run) {
    List<StepResult> results = new ArrayList<>();
    boolean complete = true;
    for (StepOrder order : run.steps()) {
      Wanted wanted = Wanted.of(run, order);
      boolean firstAsked = !thereBefore.containsKey(wanted);
      if (!complete && !firstAsked) {
        continue;
      }
      Optional<Manifest> manifest = store.find(order.key());
      boolean before = thereBefore.computeIfAbsent(wanted, anyGeneration -> manifest.isPresent());
      complete &= manifest.isPresent();
      manifest.ifPresent(there -> results.add(result(there, before)));
    }
    return complete ? Optional.of(results) : Optional.empty();
  }

  /** Forgets what was there before a run whose owner asks no more. */
  void forget(StepRun run) {
    run.steps().forEach(order -> thereBefore.remove(Wanted.of(run, order)));
  }

  private static StepResult result(Manifest manifest, boolean reused) {
    Map<String, String> outputs = new TreeMap<>();
    manifest.result().outputs().forEach((name, blob) -> outputs.put(name, blob.digest().hex()));
    return new StepResult(
        manifest.key().hex(), reused, outputs, JsonValues.map(manifest.result().values()));
  }
}
