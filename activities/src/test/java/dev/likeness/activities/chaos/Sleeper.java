package dev.likeness.activities.chaos;

import java.time.Duration;
import java.util.List;

/**
 * A trainer that slept while another generation took its model over. Its worker stays asleep, so
 * that the pipe between them stays open and the trainer finds out by itself that it was overtaken.
 */
final class Sleeper {
  /** A claim, and what its owner made after it. */
  private static final int OTHERS_ENTRIES = 2;

  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<Frozen> trainers;
  private final Frozen worker;
  private final ProcessHandle workerProcess;
  private final Tally tally;
  private int others;

  Sleeper(List<Frozen> trainers, Frozen worker, ProcessHandle workerProcess, Tally tally) {
    this.trainers = trainers;
    this.worker = worker;
    this.workerProcess = workerProcess;
    this.tally = tally;
  }

  /** Another entry is being made; after enough of them the trainer wakes up. */
  void othersWentOn() {
    others++;
    if (others > OTHERS_ENTRIES) {
      trainers.forEach(Frozen::close);
    }
  }

  /** Waits until the trainer has left by itself, then ends its worker for good. */
  void awaitEnd() {
    Until.holds(
        "a trainer that was overtaken leaves",
        LONG,
        () -> trainers.stream().allMatch(trainer -> Ended.has(trainer.process())));
    tally.hit(Target.WORKER, "SIGKILL");
    workerProcess.destroyForcibly();
    worker.close();
    tally.overtaken(trainers.size());
  }
}
