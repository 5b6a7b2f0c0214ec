package dev.likeness.activities.cli;

import java.io.Console;
import java.io.PrintWriter;

/**
 * What a person sees: results on {@code out}, progress and complaints on {@code error}.
 *
 * @param live whether lines may be drawn over, because a person watches
 */
record Screen(PrintWriter out, PrintWriter error, boolean live) {
  /** This process's own streams. */
  @SuppressWarnings("SystemConsoleNull") // since Java 25 it is null again when redirected
  static Screen of(PrintWriter out, PrintWriter error) {
    Console console = System.console();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Screen(out, error, console != null && console.isTerminal() && !dumb);
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void note(String line) {
    error.println(line);
    error.flush();
  }
}
