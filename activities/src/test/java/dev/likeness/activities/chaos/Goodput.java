package dev.likeness.activities.chaos;

import dev.likeness.model.training.CheckpointCadence;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * A training that is killed at random, second by second, with the real cadence.
 *
 * @param iteration seconds of one iteration
 * @param save seconds from the moment that is saved until the checkpoint is in the log
 * @param stall of these, seconds for which training stands still
 * @param restart seconds from a kill to the next first iteration
 * @param segment iterations after which a checkpoint is made in any case
 */
record Goodput(double iteration, double save, double stall, double restart, int segment) {
  /**
   * What came of a simulated time.
   *
   * @param share of the time that went into iterations that count
   * @param redone iterations done again for each kill
   * @param interval seconds of training between two checkpoints at the end
   */
  record Figures(double share, double redone, double interval, double stalled, int kills) {}

  /** Kills come at random, {@code mean} seconds apart; the cadence learns of them as they come. */
  Figures simulate(double mean, double hours, long seed) {
    return simulate(mean, hours, seed, -1);
  }

  /** With a fixed interval instead of the cadence, when that is not negative. */
  Figures simulate(double mean, double hours, long seed, double fixed) {
    SplittableRandom random = new SplittableRandom(seed);
    DoubleSupplier next = () -> -mean * Math.log(1 - random.nextDouble());
    Run run = new Run(fixed);
    while (run.clock < hours * 3600) {
      run.until(run.clock + next.getAsDouble());
      run.die();
    }
    double share = run.durable * iteration / run.clock;
    return new Figures(
        share, run.redone / run.kills, run.interval(), run.stalled / run.clock, run.kills);
  }

  /** One training over all its lives. */
  private final class Run {
    private final double fixed;
    private double clock;
    private double done;
    private double durable;
    private double redone;
    private double stalled;
    private int kills;

    Run(double fixed) {
      this.fixed = fixed;
    }

    double interval() {
      return fixed >= 0 ? fixed : new CheckpointCadence(save, durable * iteration, kills).seconds();
    }

    /** Trains from the newest checkpoint on, until killed. */
    void until(double death) {
      done = durable;
      clock = Math.min(clock + restart, death);
      double saved = clock;
      double savedAt = done;
      double visible = Double.POSITIVE_INFINITY;
      while (clock + iteration <= death) {
        clock += iteration;
        done++;
        if (clock >= visible) {
          durable = savedAt;
          visible = Double.POSITIVE_INFINITY;
        }
        boolean free = visible == Double.POSITIVE_INFINITY;
        if (free && (clock - saved >= interval() || done % segment == 0)) {
          saved = clock;
          savedAt = done;
          clock += stall;
          stalled += stall;
          visible = saved + save;
        }
      }
      if (visible <= death) {
        durable = savedAt;
      }
      clock = Math.max(clock, death);
    }

    void die() {
      kills++;
      redone += done - durable;
    }
  }
}
