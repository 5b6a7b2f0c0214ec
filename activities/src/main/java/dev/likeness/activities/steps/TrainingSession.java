package dev.likeness.activities.steps;

import dev.likeness.activities.steps.CheckpointPublisher.Occasion;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.CheckpointCadence;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingListener;
import java.io.IOException;
import java.util.Optional;

/** One stretch of training, from where a trainer stands to the end of the step or a stop. */
final class TrainingSession implements TrainingListener {
  private static final int SHOWN = 25;

  private final StepTask task;
  private final TrainingConfig config;
  private final Trainer trainer;
  private final CheckpointPublisher publisher;
  private final long until;
  private final double seconds;
  private long saved = System.nanoTime();

  TrainingSession(
      StepTask task, TrainingConfig config, Trainer trainer, CheckpointPublisher publisher) {
    this.task = task;
    this.config = config;
    this.trainer = trainer;
    this.publisher = publisher;
    this.until = task.parameters().path("until").asLong(Long.MAX_VALUE);
    this.seconds = 60 * task.parameters().path("minutes").asDouble(Double.MAX_VALUE);
  }

  /** The step's result, or nothing when it was stopped; either way the checkpoint is on its way. */
  Optional<StepOutcome> run() throws IOException, InterruptedException {
    task.progress().note("architecture", config.settings().architecture());
    report(0);
    while (true) {
      long boundary =
          Math.min(until, (trainer.iteration() / config.segment() + 1) * config.segment());
      trainer.run(boundary, this);
      saved = System.nanoTime();
      boolean over = trainer.iteration() >= until || trainer.trainingSeconds() >= seconds;
      if (over) {
        return Optional.of(publisher.last(trainer));
      }
      if (task.stopRequested().getAsBoolean()) {
        publisher.publish(trainer, Occasion.STOP);
        return Optional.empty();
      }
      publisher.publish(trainer, trainer.iteration() == boundary ? Occasion.SEGMENT : Occasion.DUE);
    }
  }

  @Override
  public void onIteration(long iteration, Losses losses, double rate) {
    task.progress().count(RunFigure.ITERATIONS, 1);
    report(rate);
  }

  private void report(double rate) {
    Losses mean = trainer.history().mean(SHOWN);
    if (trainer.history().length() > 0) {
      task.progress().figure(RunFigure.SOURCE_LOSS, mean.source());
      task.progress().figure(RunFigure.TARGET_LOSS, mean.target());
    }
    task.progress().figure("trainingSeconds", trainer.trainingSeconds());
    CheckpointCadence known = publisher.cadence(trainer.trainingSeconds());
    task.progress().figure(RunFigure.SAVE_SECONDS, known.saveSeconds());
    task.progress().figure("secondsBetweenFailures", known.meanSecondsBetweenFailures());
    task.progress().figure(RunFigure.CHECKPOINT_EVERY, cadence());
    boolean timed = until == Long.MAX_VALUE;
    long total = timed ? Math.max(trainer.iteration() + 1, expected(rate)) : until;
    task.progress().at(trainer.iteration(), total, "iterations", rate);
  }

  private long expected(double rate) {
    return trainer.iteration()
        + Math.round(rate * Math.max(0, seconds - trainer.trainingSeconds()));
  }

  @Override
  public boolean stopRequested() {
    return task.stopRequested().getAsBoolean()
        || trainer.trainingSeconds() >= seconds
        || publisher.failed()
        || ((System.nanoTime() - saved) / 1e9 > cadence() && !trainer.saving());
  }

  /** Seconds between checkpoints: what a kill may cost. */
  private double cadence() {
    return config
        .checkpointMinutes()
        .map(minutes -> 60 * minutes)
        .orElseGet(() -> publisher.cadence(trainer.trainingSeconds()).seconds());
  }
}
