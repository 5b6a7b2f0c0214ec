package dev.likeness.workflows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which runs fail, and how; guarded by the {@link FakeSteps} that asks. */
final class FakeFailures {
  static final Failure LOST = new Failure(FailureReason.LOST, "The process is gone.", "extract");

  private static final Failure TOO_LITTLE =
      new Failure(FailureReason.OUT_OF_HOST_MEMORY, "The step ran out of memory.", "");

  private static final Failure TOO_LITTLE_OF_THE_DEVICE =
      new Failure(
          FailureReason.OUT_OF_DEVICE_MEMORY, "The device has not enough memory.", "device");

  private final Map<String, Failure> lasting = new HashMap<>();
  private final Map<String, Integer> losses = new HashMap<>();
  private final Map<String, Deque<String>> memories = new HashMap<>();
  private final Deque<Integer> microBatches = new ArrayDeque<>();

  /** So many runs of this kind are lost. */
  void lose(String kind, int times) {
    losses.put(kind, times);
  }

  /** Runs of this kind are out of memory, and may have this the next time; "" for no more. */
  void runOutOfMemory(String kind, String... more) {
    memories.put(kind, new ArrayDeque<>(List.of(more)));
  }

  /** Trainings are out of their device's memory, and go on with so many faces at once; 0 not. */
  void fillTheDevice(Integer... faces) {
    microBatches.addAll(List.of(faces));
  }

  /**
   * Such runs fail, always.
   *
   * @param which a kind, {@code kind from}, or {@code kind of label}
   */
  void add(String which, Failure failure) {
    lasting.put(which, failure);
  }

  /** How a run fails; empty when it does not. */
  Optional<RunReport> of(RunRequest request) {
    String kind = FakeSteps.kind(request);
    int lost = losses.getOrDefault(kind, 0);
    if (lost > 0) {
      losses.put(kind, lost - 1);
      return Optional.of(failed(LOST, Optional.empty()));
    }
    Optional<String> more = Optional.ofNullable(memories.get(kind)).map(Deque::poll);
    if (more.isPresent()) {
      return Optional.of(failed(TOO_LITTLE, more.filter(memory -> !memory.isEmpty())));
    }
    if (kind.equals("train") && !microBatches.isEmpty()) {
      int faces = microBatches.remove();
      RunReport full = failed(TOO_LITTLE_OF_THE_DEVICE, Optional.empty());
      return Optional.of(
          faces == 0 ? full : full.with(new MicroBatch(faces, Optional.of("base-of-" + faces))));
    }
    StepSpec first = request.steps().getFirst();
    Object from = first.parameters().get("from");
    return Optional.ofNullable(lasting.get(kind))
        .or(() -> Optional.ofNullable(lasting.get(kind + " " + from)))
        .or(() -> Optional.ofNullable(lasting.get(kind + " of " + first.label())))
        .map(failure -> failed(failure, Optional.empty()));
  }

  private static RunReport failed(Failure failure, Optional<String> more) {
    return new RunReport(
        RunState.FAILED, List.of(), Progress.NONE, Optional.of(failure), more, Optional.empty());
  }
}
