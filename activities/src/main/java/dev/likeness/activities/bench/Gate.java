package dev.likeness.activities.bench;

import dev.likeness.activities.runner.ParentPipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** Lets several processes begin to measure together: says that this one is warm, and waits. */
final class Gate {
  static final String READY = "ready";

  private final InputStream in;
  private final PrintStream out;

  /**
   * @param in on which one line opens the gate; when it closes, the bench is gone
   */
  Gate(InputStream in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Passes once; from then on this process ends when the bench does. */
  void await() throws IOException {
    out.println(READY);
    out.flush();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The bench ended before this part of it began.");
      }
    }
    ParentPipe.haltWhenClosed(in);
  }
}
