package dev.likeness.activities.runner;

import java.util.List;

/** Runs that are stopped and forgotten when nobody owns them any more. */
public interface Sweepable {
  /**
   * A run that is there.
   *
   * @param workflow id of its owner
   * @param firstRun id of the owner's first execution
   */
  record Kept(String name, String workflow, String firstRun) {}

  /** All runs whose end nobody has taken notice of. */
  List<Kept> kept();

  /** Asks a run to leave that still runs; forgets one that has ended. May be called again. */
  void abandon(Kept run);
}
