package dev.likeness.activities.chaos;

import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The films, and the job that is left alone: made once for all tests of a JVM.
 *
 * @param films where the two actors' films lie
 * @param home of the job that was left alone, with its store
 * @param stepsNeeded step processes that it started
 */
record Baseline(Path films, Path home, Outcome outcome, int stepsNeeded) {
  private static final class Made {
    private static final Baseline ONCE = of(Job.training());
  }

  static Baseline once() {
    return Made.ONCE;
  }

  /** Of a job that trains otherwise. */
  static Baseline of(Map<String, Object> training) {
    try {
      Path folder = Files.createTempDirectory("chaos-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      Path films = Files.createDirectories(folder.resolve("films"));
      new DemoFootage(new DemoOptions(1, 30, 320, 240, 25)).render(films, done -> {});
      Path home = Files.createDirectories(folder.resolve("alone"));
      var tally = new Tally();
      try (SplitLaptop laptop = SplitLaptop.start(home)) {
        Outcome outcome = Trial.quiet(films, home, training, tally).run(laptop, "alone");
        return new Baseline(films, home, outcome, tally.stepsStarted());
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", interrupted);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException left) {
      System.err.println("Left behind: " + folder);
    }
  }
}
