package dev.likeness.activities.cli;

import java.util.List;

/** Progress of a stage that this process does itself, shown as those of a job are. */
final class StageProgress implements AutoCloseable {
  private final ProgressView view;
  private final Interrupts interrupts;
  private final String stage;
  private final long total;
  private final String unit;
  private final long start = System.nanoTime();

  StageProgress(Screen screen, Interrupts interrupts, String stage, long total, String unit) {
    view = ProgressView.on(screen);
    this.interrupts = interrupts;
    this.stage = stage;
    this.total = total;
    this.unit = unit;
  }

  /**
   * Shows how much is done.
   *
   * @throws Refusal when the person asked to stop
   */
  void at(long done) {
    if (interrupts.asked()) {
      throw new Refusal(
          ExitCode.INTERRUPTED,
          "Interrupted. Everything finished is kept: the same command goes on from there.");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    show(0, 0, done, seconds > 0 ? done / seconds : 0);
  }

  /** Says that it is done. */
  void finished() {
    show(1, 0, total, 0);
  }

  /** Says that nothing had to be done. */
  void found() {
    show(0, 1, total, 0);
  }

  private void show(int made, int reused, long done, double rate) {
    var now = new SwapStatus.Stage(stage, "", made, reused, 1, done, total, unit, rate);
    SwapStatus status = onlyStage(now);
    if (made + reused > 0) {
      view.finish(status);
    } else {
      view.show(status);
    }
  }

  private static SwapStatus onlyStage(SwapStatus.Stage stage) {
    var none = SwapStatus.beginning("");
    return new SwapStatus(
        none.project(),
        none.stage(),
        none.sentence(),
        none.running(),
        none.paused(),
        none.iteration(),
        none.iterations(),
        none.sourceLoss(),
        none.targetLoss(),
        none.modelSha256(),
        none.model(),
        none.architecture(),
        none.resumes(),
        none.rollbacks(),
        none.iterationsRedone(),
        List.of(stage),
        none.made(),
        none.reused(),
        none.facts(),
        none.films(),
        none.preview(),
        none.weights());
  }

  @Override
  public void close() {
    view.close();
  }
}
