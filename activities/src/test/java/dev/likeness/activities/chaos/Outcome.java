package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.store.StoreAudit;
import dev.likeness.workflows.ExtractedFaces;
import dev.likeness.workflows.SwapResult;
import java.util.List;

/** What a job came to, and what its store holds then. */
record Outcome(SwapResult result, StoreAudit audit) {
  /** Fails when this is not what the job gives that was left alone. */
  void sameAs(Outcome alone) {
    assertEquals(List.of(), audit.findings());
    assertEquals(alone.result.model().outputs(), result.model().outputs());
    assertEquals(
        alone.result.sources().stream().map(ExtractedFaces::facesets).toList(),
        result.sources().stream().map(ExtractedFaces::facesets).toList());
    assertEquals(
        alone.result.films().getFirst().predictions(), result.films().getFirst().predictions());
    assertEquals(alone.result.films().getFirst().film(), result.films().getFirst().film());
    // Every step's result: also the digests of composited frames, and each segment of training.
    assertEquals(alone.audit.results(), audit.results());
    assertTrue(audit.results().size() > 10, "so few results prove nothing");
  }
}
