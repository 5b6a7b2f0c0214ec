package dev.likeness.activities.runner;

import java.nio.file.Path;

/** A worker's process for tests: starts one child of a kind and waits to be killed. */
final class TestParent {
  private TestParent() {}

  public static void main(String[] arguments) throws Exception {
    ChildProcessRunner runner = ChildProcessRunnerTest.runner(Path.of(arguments[0]));
    StepHandle handle = runner.startOrAdopt(ChildProcessRunnerTest.run(arguments[1], 1));
    ChildProcessRunnerTest.awaitReady(Path.of(arguments[0]), handle);
    System.out.println(handle.uid());
    Thread.currentThread().join();
  }
}
