package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.faults.NeedsVariables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real Temporal, which keeps its histories on disk, and a real S3 store. */
@NeedsVariables(
    value = {"TEMPORAL_ADDRESS", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY"},
    faults = {"TEMPORAL", "S3"})
class PlatformChaosSuite {
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int KILLS = Integer.getInteger("chaos.kills", 25);

  @TempDir Path folder;

  @Test
  void aJobOnRealServersThatDieAllTheTimeEndsInTheSameBytes() throws Exception {
    Baseline alone = Baseline.once();
    Path home = Files.createDirectories(folder.resolve("home"));
    var tally = new Tally();
    try (PlatformCluster platform = new PlatformCluster(home)) {
      String id = "chaos-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
      Outcome struck = Trial.seeded(alone.films(), home, SEED, KILLS, tally).run(platform, id);
      struck.sameAs(alone.outcome());
      tally.checked(struck, alone.stepsNeeded());
    } finally {
      System.out.printf("chaos: platform, seed %d%n%s", SEED, tally.text().indent(2));
    }
    assertTrue(tally.kills() > KILLS / 4, "so few kills prove nothing");
    assertTrue(tally.overtaken() > 0, "a trainer that wakes up overtaken is part of it");
  }
}
