package dev.likeness.activities.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.HomeSweeper.Litter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeSweeperTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  private static Path file(Path folder, String name, Duration age) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "litter");
    Path each = file;
    while (!each.equals(folder)) {
      Files.setLastModifiedTime(each, FileTime.from(NOW.minus(age)));
      each = Objects.requireNonNull(each.getParent());
    }
    return file;
  }

  @Test
  void takesWhatServesNobodyAndLeavesTheRest(@TempDir Path root) throws IOException {
    Home home = new Home(root);
    home.prepare();
    List<Path> go =
        List.of(
            file(home.scratch(), "worker-999999999999-5/step-x/a", Duration.ZERO),
            file(home.scratch(), "extract-1/picture.png", Duration.ofDays(2)),
            file(home.scratch(), "faceset-2.zip", Duration.ofDays(2)),
            file(home.logs(), "step-abc.log", Duration.ofDays(15)),
            file(home.projects(), "ben/.fetch-1.part", Duration.ofDays(2)));
    List<Path> stay =
        List.of(
            file(home.scratch(), "faceset-3.zip", Duration.ofHours(3)),
            file(
                home.scratch(),
                "worker-" + ProcessHandle.current().pid() + "/step-y/b",
                Duration.ofDays(9)),
            file(home.logs(), "step-def.log", Duration.ofDays(13)),
            file(home.logs(), "likeness.log", Duration.ofDays(99)),
            file(home.projects(), "ben/status.json", Duration.ofDays(99)),
            file(home.projects(), "ben/.status.json.part", Duration.ofHours(1)));
    HomeSweeper sweeper = new HomeSweeper(home, clock);
    List<Litter> plan = sweeper.plan();
    assertEquals(go.size(), plan.size(), plan.toString());
    assertTrue(go.stream().allMatch(Files::exists), "a plan removes nothing");
    sweeper.sweep(plan);
    go.forEach(path -> assertFalse(Files.exists(path), path.toString()));
    stay.forEach(path -> assertTrue(Files.exists(path), path.toString()));
    sweeper.sweep(plan);
    assertEquals(List.of(), sweeper.plan());
  }
}
