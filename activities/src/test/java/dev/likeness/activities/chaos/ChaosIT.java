package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.StoreAudit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job while everything that it stands on is killed, frozen and cut off, by a seed. {@code
 * -Dchaos.seed} and {@code -Dchaos.kills} choose the seed and how many SIGKILLs there are at least.
 */
class ChaosIT {
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int KILLS = Integer.getInteger("chaos.kills", 25);

  private static Baseline alone;

  @TempDir Path folder;

  @BeforeAll
  static void runTheJobThatIsLeftAlone() {
    alone = Baseline.once();
    assertEquals(List.of(), alone.outcome().audit().findings());
  }

  @Test
  void aJobWhoseProcessesAreKilledAllTheTimeEndsInTheSameBytes() throws Exception {
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      Path home = Files.createDirectories(folder.resolve("round-" + round));
      var tally = new Tally();
      try (SplitLaptop laptop = SplitLaptop.start(home)) {
        Trial trial = Trial.seeded(alone.films(), home, SEED + round, KILLS, tally);
        Outcome struck = trial.run(laptop, "chaos");
        struck.sameAs(alone.outcome());
        tally.checked(struck, alone.stepsNeeded());
        assertTrue(
            tally.overtaken() > 0, "a trainer that wakes up overtaken is part of each round");
      } finally {
        System.out.printf("chaos: seed %d%n%s", SEED + round, tally.text().indent(2));
      }
      kills += tally.kills();
    }
  }

  @Test
  void theProgramIsEndedAgainAndAgainAndTheSameCommandGoesOn() throws Exception {
    Path home = folder.resolve("program");
    Program program = new Program(home, alone.films());
    var tally = new Tally();
    try {
      String film = alone.outcome().result().films().getFirst().film();
      new Lives(program, tally, SEED, film).live(Math.max(3, KILLS / 8));
    } finally {
      System.out.printf("chaos: likeness swap, seed %d%n%s", SEED, tally.text().indent(2));
    }
    assertTrue(tally.kills() >= 2, "so few kills prove nothing");
    try (EmbeddedStore store = EmbeddedStore.start(new Home(home))) {
      StoreAudit audit = StoreAudit.of(store.address());
      assertEquals(List.of(), audit.findings());
      assertEquals(alone.outcome().audit().results(), audit.results());
    }
    assertEquals(1, program.delivered(), "nothing but the film lies where films go");
    assertEquals(List.of(), Trial.strange(home.resolve("scratch")));
  }

  @Test
  void aResumeThatForgetsTheMomentsIsCaught() throws Exception {
    Outcome right = alone.outcome();
    new Forgetful(alone.home(), right.result().model().model()).copyTo(folder);
    try (SplitLaptop laptop = SplitLaptop.start(folder)) {
      Outcome forgetful = Trial.quiet(alone.films(), folder, new Tally()).run(laptop, "forgetful");
      assertEquals(List.of(), forgetful.audit().findings());
      assertNotEquals(
          right.result().model().outputs().get("weights"),
          forgetful.result().model().outputs().get("weights"));
      assertThrows(AssertionError.class, () -> forgetful.sameAs(right));
    }
  }
}
