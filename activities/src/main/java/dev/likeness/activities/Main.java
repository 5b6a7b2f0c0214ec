package dev.likeness.activities;

import dev.likeness.activities.cli.Commands;
import dev.likeness.activities.runner.RunVariables;
import dev.likeness.activities.steps.StepMain;
import java.io.IOException;
import java.util.Map;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /** A step is started often and by a program: it goes past the command line. */
  public static void main(String[] arguments) throws Exception {
    boolean step = arguments.length == 1 && arguments[0].equals("step");
    System.exit(step ? step(System.getenv()) : Commands.run(arguments));
  }

  private static int step(Map<String, String> environment) throws IOException {
    return RunVariables.isThere(environment)
        ? StepMain.runInPod(environment)
        : StepMain.run(System.in);
  }
}
