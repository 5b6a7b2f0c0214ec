package dev.likeness.activities.bench;

import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Pack;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Training on real data and on one batch by turns in one process, so that a machine whose speed
 * drifts slows both alike: the share is the median over pairs of turns.
 */
final class SharePart {
  private static final int PAIRS = 5;
  private static final int WARM = 2;

  private SharePart() {}

  static Map<String, Double> run(PartOrder order, Gate gate)
      throws IOException, InterruptedException {
    TrainingConfig config = TrainPart.config(order);
    Path folder = Files.createDirectories(order.scratch());
    try (Pack source = TrainPart.pack(order, config, folder.resolve("source.pack"));
        Pack target = TrainPart.pack(order, config, folder.resolve("target.pack"));
        Trainer trainer = Trainer.open(config, source, target, Optional.empty(), Optional.empty());
        SameBatch fixed = new SameBatch(config.settings())) {
      gate.await();
      var turns = new Turns(fixed, order.seconds() / 2);
      trainer.run(Long.MAX_VALUE, turns);
      return Map.of("fixed", median(turns.fixedRates), "share", median(turns.shares));
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /**
   * Real iterations are the trainer's own; between two turns of them the same number runs on one
   * batch. The trainer asks for one batch an iteration whatever happens between, so each real
   * iteration bears the making of exactly one.
   */
  private static final class Turns implements TrainingListener {
    private final SameBatch fixed;
    private final double seconds;
    private final List<Double> fixedRates = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private int warm;
    private int count;
    private long began;

    Turns(SameBatch fixed, double seconds) {
      this.fixed = fixed;
      this.seconds = seconds;
    }

    @Override
    public void onIteration(long iteration, Losses losses, double rate) {
      if (warm < WARM) {
        warm++;
        fixed.iterate();
        began = System.nanoTime();
        return;
      }
      count++;
      double real = (System.nanoTime() - began) / 1e9;
      if (real < seconds) {
        return;
      }
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        fixed.iterate();
      }
      double same = (System.nanoTime() - start) / 1e9;
      fixedRates.add(count / same);
      shares.add(same / real);
      count = 0;
      began = System.nanoTime();
    }

    @Override
    public boolean stopRequested() {
      return shares.size() == PAIRS;
    }
  }
}
