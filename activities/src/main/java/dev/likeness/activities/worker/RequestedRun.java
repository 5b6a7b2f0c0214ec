package dev.likeness.activities.worker;

import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.runner.Wish;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a workflow asks for, in the words of those who run it. */
public final class RequestedRun {
  private RequestedRun() {}

  /**
   * The run of a request.
   *
   * @throws IllegalArgumentException when a step is of a kind that this version does not know
   */
  public static StepRun of(RunRequest request) {
    List<StepOrder> steps = request.steps().stream().map(RequestedRun::order).toList();
    StepOrder first = steps.getFirst();
    return new StepRun(
        request.owner(),
        request.ownerRun(),
        request.generation() + 1,
        Wish.of(first.conditions()).profile().orElseGet(() -> kind(first.kind()).profile()),
        steps);
  }

  private static StepOrder order(StepSpec spec) {
    Map<String, List<Digest>> inputs = new TreeMap<>();
    spec.inputs()
        .forEach((role, digests) -> inputs.put(role, digests.stream().map(Digest::new).toList()));
    return new StepOrder(
        spec.kind(),
        kind(spec.kind()).version(),
        inputs,
        Json.MAPPER.valueToTree(new TreeMap<>(spec.parameters())),
        spec.label(),
        Json.MAPPER.valueToTree(new TreeMap<>(spec.conditions())));
  }

  private static StepKind kind(String word) {
    return StepKind.named(word)
        .orElseThrow(() -> new IllegalArgumentException("No step is called " + word));
  }
}
