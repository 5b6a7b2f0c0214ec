package dev.likeness.activities.runner;

import java.io.IOException;
import java.io.InputStream;

/**
 * The child's end of the pipe that its parent holds open: when the parent dies, however it dies,
 * the system closes the pipe.
 */
public final class ParentPipe {
  private ParentPipe() {}

  /** Calls back once, on a thread of its own, when the pipe has closed. */
  public static void watch(InputStream pipe, Runnable whenClosed) {
    Thread.ofPlatform()
        .daemon()
        .name("parent-pipe")
        .start(
            () -> {
              readToEnd(pipe);
              whenClosed.run();
            });
  }

  /**
   * Ends this process at once when the pipe closes: the store is gone with the parent, so there is
   * nowhere left to put a checkpoint.
   */
  public static void haltWhenClosed(InputStream pipe) {
    watch(pipe, () -> Runtime.getRuntime().halt(StepExit.ORPHANED));
  }

  private static void readToEnd(InputStream pipe) {
    byte[] ignored = new byte[64];
    try {
      while (pipe.read(ignored) >= 0) {
        // The parent has nothing more to say; only the end counts.
      }
    } catch (IOException broken) {
      // As good as closed.
    }
  }
}
