package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.BlobRef;
import java.util.Map;

/** How a step ended, when nothing was wrong. */
sealed interface StepOutcome {
  /**
   * The result is complete.
   *
   * @param values small facts that every run of the step finds alike
   * @param observed times, rates and the like, which differ from run to run
   */
  record Made(Map<String, BlobRef> outputs, JsonNode values, JsonNode observed)
      implements StepOutcome {
    public Made {
      outputs = Map.copyOf(outputs);
    }
  }

  /** Asked to stop, and everything worth keeping is in the store. */
  record Stopped() implements StepOutcome {}
}
