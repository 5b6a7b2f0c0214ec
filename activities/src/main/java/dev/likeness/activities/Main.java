package dev.likeness.activities;

import dev.likeness.activities.cli.Commands;
import dev.likeness.activities.steps.StepMain;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /** A step is started often and by a program: it goes past the command line. */
  public static void main(String[] arguments) throws Exception {
    boolean step = arguments.length == 1 && arguments[0].equals("step");
    int code = step ? StepMain.run(System.in) : Commands.run(arguments);
    System.exit(code);
  }
}
