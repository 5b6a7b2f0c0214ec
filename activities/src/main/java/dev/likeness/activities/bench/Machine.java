package dev.likeness.activities.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What figures were taken on, for whoever compares them. */
public final class Machine {
  private Machine() {}

  /** Processor, memory and versions, one fact a line. */
  public static List<String> lines() {
    return List.of(
        "machine    "
            + fact("/proc/cpuinfo", "model name")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors, "
            + fact("/proc/meminfo", "MemTotal")
            + " memory",
        "system     " + System.getProperty("os.name") + " " + System.getProperty("os.version"),
        String.format(
            Locale.ROOT,
            "java       %s (%s)",
            Runtime.version(),
            System.getProperty("java.vm.name")),
        "load       " + load() + " before the first measurement");
  }

  private static String fact(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException otherSystem) {
      return "unknown";
    }
  }

  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    } catch (IOException otherSystem) {
      return "unknown";
    }
  }
}
