package dev.likeness.activities.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;

/** Lets several processes begin to measure together: says that this one is warm, and waits. */
final class Gate {
  static final String READY = "ready";

  private final BufferedReader in;
  private final PrintStream out;

  Gate(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  void await() throws IOException {
    out.println(READY);
    out.flush();
    if (in.readLine() == null) {
      throw new IOException("The bench ended before this part of it began.");
    }
  }
}
