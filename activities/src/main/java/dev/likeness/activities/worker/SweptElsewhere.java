package dev.likeness.activities.worker;

import dev.likeness.activities.runner.Sweepable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs that outlive this worker and that any worker sweeps. What is gone is forgotten here, too: a
 * run that another worker watched to its end would else be kept for ever.
 */
record SweptElsewhere(Sweepable everywhere, RunWatcher watcher) implements Sweepable {
  @Override
  public List<Kept> kept() {
    List<Kept> there = everywhere.kept();
    watcher.forgetAllBut(there.stream().map(Kept::name).collect(Collectors.toSet()));
    return there;
  }

  @Override
  public void abandon(Kept run) {
    everywhere.abandon(run);
  }
}
