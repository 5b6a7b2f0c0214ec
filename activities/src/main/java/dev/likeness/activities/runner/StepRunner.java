package dev.likeness.activities.runner;

import java.time.Duration;
import java.util.Optional;

/**
 * Where steps run. All methods may be called again with the same arguments, by any worker, after
 * any failure: implementations keep nothing that they could not find again. A run is identified by
 * its owner, step key and generation; starting the same one twice adopts it.
 */
public interface StepRunner extends AutoCloseable {
  /**
   * Starts the run, or finds the one that was started under the same identity, running or ended.
   * Fails loudly when that one was given other work.
   */
  StepHandle startOrAdopt(StepRun run);

  /** The run, if it was started under this identity, by whatever worker, and can be asked for. */
  Optional<StepHandle> find(StepRun run);

  /** What the run is doing, or what became of it; does not wait. */
  StepObservation observe(StepHandle handle);

  /** Waits until the run has ended, at most so long; empty when it has not. */
  Optional<StepOutcome> await(StepHandle handle, Duration longest) throws InterruptedException;

  /**
   * Asks the run to make a checkpoint and leave, and ends it by force after the grace. Returns at
   * once; has no effect on a run that ended or is unknown.
   */
  void stop(StepHandle handle, Duration grace);

  /**
   * What the next generation of a run that ran out of memory may have, as Kubernetes writes it;
   * empty when there is no more to be had.
   */
  Optional<String> moreMemory(StepRun run);

  /** Forgets a run that ended; has no effect on one that runs. */
  void release(StepHandle handle);

  /**
   * The worker shuts down: runs that end with it are asked to make their checkpoints and waited
   * for, at most so long each; others go on. Afterwards none is started any more.
   */
  void leave(Duration grace) throws InterruptedException;

  /** Lets go at once; what ends with this process ends by force. */
  @Override
  void close();
}
