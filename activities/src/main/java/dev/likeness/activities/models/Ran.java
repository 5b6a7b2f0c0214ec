package dev.likeness.activities.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What trained a model from one iteration on. Observed, and no part of any result: two machines
 * give the same step the same result, or break the promise; then this says which they were.
 *
 * @param from iterations done before
 * @param program version of Likeness
 * @param engine name, version and kernels of the engine
 * @param machine processor, with those of its instruction sets that libraries choose by
 */
public record Ran(long from, String program, String engine, String machine) {
  private static final List<String> INSTRUCTIONS = List.of("avx", "fma", "avx2", "avx512f");

  /** This program on this machine. */
  public static Ran here(long from, String engine) {
    String version = Ran.class.getPackage().getImplementationVersion();
    return new Ran(
        from, "likeness " + (version == null ? "of an unreleased build" : version), engine, cpu());
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      Map<String, String> facts =
          lines
              .map(line -> line.split(":", 2))
              .filter(parts -> parts.length == 2)
              .collect(
                  Collectors.toMap(
                      parts -> parts[0].strip(), parts -> parts[1].strip(), (first, _) -> first));
      List<String> flags = List.of(facts.getOrDefault("flags", "").split(" ", -1));
      return Stream.concat(
              Stream.of("model name", "cpu family", "model")
                  .map(facts::get)
                  .flatMap(fact -> Optional.ofNullable(fact).stream()),
              INSTRUCTIONS.stream().filter(flags::contains))
          .collect(Collectors.joining(" "));
    } catch (IOException otherSystem) {
      return System.getProperty("os.arch");
    }
  }

  boolean alike(Ran other) {
    return differences(other).isEmpty();
  }

  /** What is another than before, as "other instead of this". */
  String differences(Ran other) {
    return Stream.of(
            difference(program, other.program),
            difference(engine, other.engine),
            difference(machine, other.machine))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> difference(String before, String now) {
    return before.equals(now) ? Optional.empty() : Optional.of(now + " instead of " + before);
  }
}
