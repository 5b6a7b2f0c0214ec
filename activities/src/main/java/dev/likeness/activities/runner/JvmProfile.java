package dev.likeness.activities.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flags and environment with which a kind of step runs.
 *
 * @param heap in MiB
 * @param natives MiB that networks may allocate outside the heap; absent where none run
 */
public record JvmProfile(
    int heap, Optional<Integer> natives, List<String> flags, Map<String, String> environment) {
  private static final int LEAST_HEAP = 64;

  public JvmProfile {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
    if (heap < LEAST_HEAP) {
      throw new IllegalArgumentException("A heap of " + heap + " MiB is too small for any step.");
    }
  }

  /** For steps on pictures and records: a small heap, pixels live outside it. */
  public static JvmProfile plain(int heap) {
    return new JvmProfile(heap, Optional.empty(), List.of("-XX:+UseSerialGC"), Map.of());
  }

  /**
   * For steps that run networks: ND4J allocates outside the heap, up to {@code nativeMebibytes},
   * and must not count the mapped files of others as its own.
   */
  public static JvmProfile network(int heap, int nativeMebibytes) {
    return new JvmProfile(
        heap,
        Optional.of(nativeMebibytes),
        List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"),
        // Threads that spin while they wait make a busy machine several times slower.
        Map.of("OMP_WAIT_POLICY", "passive"));
  }

  /** Both shares of the memory, larger or smaller by a factor. */
  public JvmProfile times(double factor) {
    return new JvmProfile(
        Math.max(LEAST_HEAP, (int) (heap * factor)),
        natives.map(mebibytes -> Math.max(LEAST_HEAP, (int) (mebibytes * factor))),
        flags,
        environment);
  }

  /** What both shares may come to. */
  public Amount memory() {
    return Amount.mebibytes(heap + (double) natives.orElse(0));
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
    natives.ifPresent(
        mebibytes -> arguments.add("-Dorg.bytedeco.javacpp.maxBytes=" + mebibytes + "m"));
    arguments.addAll(flags);
    return arguments;
  }
}
