package dev.likeness.activities.embedded;

import dev.likeness.activities.runner.Abandoned;
import dev.likeness.model.files.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what lies in a home's folders beside the store and serves nobody. The caller holds the
 * home's lock.
 */
public final class HomeSweeper {
  /** How long what may still be in use is left alone. */
  private static final Duration GRACE = Duration.ofDays(1);

  /** How long the log of a failed step is kept, and what lay damaged in the store. */
  private static final Duration LOGS = Duration.ofDays(14);

  private final Home home;
  private final Clock clock;

  public HomeSweeper(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** What a thing is that can go, and why. */
  public enum Kind {
    WORKER("folders and steps of workers that are gone"),
    SCRATCH("working files that nobody touched for a day"),
    LOG("logs of steps that failed more than 14 days ago"),
    PART("halves of files that were never finished"),
    DAMAGED("damaged objects of the store, set aside 14 days ago");

    private final String why;

    Kind(String why) {
      this.why = why;
    }

    public String why() {
      return why;
    }
  }

  /** A file or a whole folder; size in bytes. */
  public record Litter(Kind kind, Path path, long size) {}

  /** Looks and removes nothing. */
  public List<Litter> plan() {
    List<Litter> litter = new ArrayList<>();
    try {
      List<Path> abandoned = Abandoned.folders(home.scratch());
      for (Path folder : abandoned) {
        litter.add(new Litter(Kind.WORKER, folder, size(folder)));
      }
      add(
          litter,
          Kind.SCRATCH,
          home.scratch(),
          path -> !name(path).startsWith("worker-") && isOlder(newest(path), GRACE));
      add(
          litter,
          Kind.LOG,
          home.logs(),
          path ->
              name(path).endsWith(".log")
                  && !name(path).startsWith("likeness.")
                  && isOlder(newest(path), LOGS));
      for (Path project : entries(home.projects())) {
        add(
            litter,
            Kind.PART,
            project,
            path ->
                name(path).startsWith(".")
                    && name(path).endsWith(".part")
                    && isOlder(newest(path), GRACE));
      }
      for (Path damaged : damaged()) {
        if (isOlder(newest(damaged), LOGS)) {
          litter.add(new Litter(Kind.DAMAGED, damaged, size(damaged)));
        }
      }
      return litter;
    } catch (IOException | UncheckedIOException unreadable) {
      throw new HomeException.Unusable(
          "Home " + home.root() + " cannot be looked through (" + unreadable + ").", unreadable);
    }
  }

  /** What lay damaged in the home's store and was set aside. */
  public List<Path> damaged() {
    try {
      return TornObjects.in(home.damaged());
    } catch (IOException | UncheckedIOException unreadable) {
      throw new HomeException.Unusable(
          home.damaged() + " cannot be looked through (" + unreadable + ").", unreadable);
    }
  }

  /** Removes what was planned; what another sweeper took first counts as removed. */
  public void sweep(List<Litter> plan) {
    try {
      for (Litter each : plan) {
        switch (each.kind()) {
          case WORKER -> Abandoned.remove(each.path());
          case SCRATCH, LOG, PART, DAMAGED -> Folders.remove(each.path());
        }
      }
    } catch (IOException refused) {
      throw new HomeException.Unusable(
          "Home " + home.root() + " cannot be cleared up (" + refused + "): check permissions.",
          refused);
    }
  }

  private static void add(List<Litter> litter, Kind kind, Path folder, Predicate<Path> goes)
      throws IOException {
    for (Path path : entries(folder)) {
      if (goes.test(path)) {
        litter.add(new Litter(kind, path, size(path)));
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /** When anything in it was last touched; now, when that cannot be told. */
  private Instant newest(Path path) {
    try (Stream<Path> tree = Files.walk(path)) {
      Instant newest = Instant.EPOCH;
      for (Path each : tree.toList()) {
        Instant modified = Files.getLastModifiedTime(each).toInstant();
        newest = modified.isAfter(newest) ? modified : newest;
      }
      return newest;
    } catch (IOException | UncheckedIOException changing) {
      return clock.instant();
    }
  }

  private static long size(Path path) throws IOException {
    long size = 0;
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  private boolean isOlder(Instant since, Duration age) {
    return since.isBefore(clock.instant().minus(age));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
