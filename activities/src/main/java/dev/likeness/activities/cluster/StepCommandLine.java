package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.runner.RunVariables;
import java.util.ArrayList;
import java.util.List;

/** The command line of a step in Likeness' image, whose layout is Jib's. */
final class StepCommandLine {
  private StepCommandLine() {}

  static List<String> of(JvmProfile profile) {
    List<String> line = new ArrayList<>();
    line.add("java");
    line.addAll(profile.arguments(RunVariables.SCRATCH));
    line.add("@/app/jvm-flags");
    line.add("-Dorg.bytedeco.javacpp.cachedir=" + RunVariables.SCRATCH.resolve("javacpp"));
    line.add("-cp");
    line.add("@/app/jib-classpath-file");
    line.add("dev.likeness.activities.Main");
    line.add("step");
    return List.copyOf(line);
  }
}
