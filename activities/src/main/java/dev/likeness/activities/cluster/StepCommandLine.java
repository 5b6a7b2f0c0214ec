package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.JvmProfile;
import java.util.ArrayList;
import java.util.List;

/** The command line of a step in Likeness' image, whose layout is Jib's. */
final class StepCommandLine {
  /** Where a pod may write. */
  static final String SCRATCH = "/scratch";

  private StepCommandLine() {}

  static List<String> of(JvmProfile profile) {
    List<String> line = new ArrayList<>();
    line.add("java");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("--sun-misc-unsafe-memory-access=allow");
    line.add("-Xmx" + profile.heap() + "m");
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add("-XX:ErrorFile=" + SCRATCH + "/crash.log");
    line.add("-Djava.io.tmpdir=" + SCRATCH);
    line.add("-Djava.awt.headless=true");
    line.addAll(profile.flags());
    line.add("@/app/jvm-flags");
    line.add("-Dorg.bytedeco.javacpp.cachedir=" + SCRATCH + "/javacpp");
    line.add("-cp");
    line.add("@/app/jib-classpath-file");
    line.add("dev.likeness.activities.Main");
    line.add("step");
    return List.copyOf(line);
  }
}
