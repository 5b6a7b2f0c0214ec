package dev.likeness.activities.chaos;

import dev.likeness.activities.Main;
import dev.likeness.activities.runner.ParentPipe;

/** The program as a person starts it, but ending with the test that started it. */
final class PipedMain {
  private PipedMain() {}

  public static void main(String[] arguments) throws Exception {
    ParentPipe.haltWhenClosed(System.in);
    Main.main(arguments);
  }
}
