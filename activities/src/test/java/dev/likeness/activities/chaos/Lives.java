package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.cli.ExitCode;
import dev.likeness.activities.store.Digest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The lives of one program that is ended by a seed and started again, until it leaves by itself
 * with its work done. When it is ended is counted from the start of each life (its n-th step,
 * result, blob, checkpoint), so that each life gets a little further; the last blow falls when it
 * delivers.
 */
final class Lives {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** 128 + SIGKILL; and + SIGTERM, where it came before the program listened to it. */
  private static final int KILLED = 137;

  private static final int TERMINATED = 143;

  private final Program program;
  private final Tally tally;
  private final SplittableRandom random;
  private final String film;

  /**
   * @param film digest of the film that comes out when nobody ends the program
   */
  Lives(Program program, Tally tally, long seed, String film) {
    this.program = program;
    this.tally = tally;
    this.random = new SplittableRandom(seed);
    this.film = film;
  }

  void live(int blows) throws Exception {
    int code = -1;
    List<ProcessHandle> steps = new ArrayList<>();
    for (int life = 0; code != ExitCode.OK.code(); life++) {
      Process process = program.start();
      if (life <= blows) {
        BooleanSupplier moment = life == blows ? () -> program.delivered() > 0 : moment(process);
        int dice = life == blows ? 0 : random.nextInt(10);
        Until.holds(
            "the program reaches the moment of its end in life " + life,
            LONGEST,
            () -> !process.isAlive() || moment.getAsBoolean());
        process.descendants().forEach(steps::add);
        end(process, dice);
      }
      assertTrue(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS), "it leaves in time");
      code = process.exitValue();
      assertTrue(
          List.of(ExitCode.OK.code(), ExitCode.INTERRUPTED.code(), KILLED, TERMINATED)
              .contains(code),
          "left with " + code + ": " + Files.readString(program.log()));
      Until.holds(
          "steps end with the program that had started them",
          LONGEST,
          () -> steps.stream().allMatch(Ended::has));
      if (Files.exists(program.film())) {
        assertEquals(film, Digest.of(program.film()).hex(), "a film is whole or not there");
      }
    }
  }

  private BooleanSupplier moment(Process process) {
    int more = 1 + random.nextInt(2);
    return switch (random.nextInt(4)) {
      case 0 -> grown(() -> process.children().count(), 0);
      case 1 -> grown(program::manifests, more);
      case 2 -> grown(program::blobs, 3L * more);
      default -> grown(program::entries, more).or(grown(program::manifests, 3L));
    };
  }

  /** A condition that can be joined with another. */
  private interface Moments extends BooleanSupplier {
    default Moments or(BooleanSupplier other) {
      return () -> getAsBoolean() || other.getAsBoolean();
    }
  }

  private static Moments grown(LongSupplier count, long by) {
    long before = count.getAsLong();
    return () -> count.getAsLong() > before + by - 1 && count.getAsLong() > 0;
  }

  /** Most often without a warning; else with one; and now and then while it is leaving. */
  private void end(Process process, int dice) {
    if (!process.isAlive()) {
      return;
    }
    // Not through the Process, which would close the pipe first.
    if (dice >= 6) {
      process.toHandle().destroy();
      tally.hit(Target.WORKER, "SIGTERM");
    }
    if (dice >= 8) {
      Until.holds(
          "a step has left after SIGTERM",
          LONGEST,
          () -> !process.isAlive() || process.children().findAny().isEmpty());
    }
    if ((dice < 6 || dice >= 8) && process.isAlive()) {
      process.toHandle().destroyForcibly();
      tally.hit(Target.WORKER, "SIGKILL");
    }
  }
}
