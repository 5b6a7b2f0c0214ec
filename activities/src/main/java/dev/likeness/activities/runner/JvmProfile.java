package dev.likeness.activities.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The flags and environment with which a kind of step runs; heap in MiB. */
public record JvmProfile(int heap, List<String> flags, Map<String, String> environment) {
  public JvmProfile {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
    if (heap < 64) {
      throw new IllegalArgumentException("A heap of " + heap + " MiB is too small for any step.");
    }
  }

  /** For steps on pictures and records: a small heap, pixels live outside it. */
  public static JvmProfile plain(int heap) {
    return new JvmProfile(heap, List.of("-XX:+UseSerialGC"), Map.of());
  }

  /**
   * For steps that run networks: ND4J allocates outside the heap, up to {@code nativeMebibytes},
   * and must not count the mapped files of others as its own.
   */
  public static JvmProfile network(int heap, int nativeMebibytes) {
    return new JvmProfile(
        heap,
        List.of(
            "-Dorg.bytedeco.javacpp.maxBytes=" + nativeMebibytes + "m",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
        // Threads that spin while they wait make a busy machine several times slower.
        Map.of("OMP_WAIT_POLICY", "passive"));
  }

  /** Java's arguments for a step that works in a folder, where the JVM's own reports go, too. */
  public List<String> arguments(Path folder) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--enable-native-access=ALL-UNNAMED");
    arguments.add("--sun-misc-unsafe-memory-access=allow");
    arguments.add("-Xmx" + heap + "m");
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    arguments.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    arguments.add("-Djava.io.tmpdir=" + folder);
    arguments.addAll(flags);
    return arguments;
  }
}
