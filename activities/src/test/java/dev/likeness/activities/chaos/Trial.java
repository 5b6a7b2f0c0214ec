package dev.likeness.activities.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.StoreAudit;
import dev.likeness.workflows.SwapResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One job from its start to its end under a schedule of blows.
 *
 * @param films where the two actors' films lie
 * @param home of the worker
 * @param training section of the job
 * @param killsInAStage after so many kills in one stage of the job, the stage is left alone
 */
record Trial(
    Path films,
    Path home,
    Map<String, Object> training,
    Schedule schedule,
    int killsInAStage,
    Tally tally) {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Nobody is struck. */
  static Trial quiet(Path films, Path home, Tally tally) {
    return quiet(films, home, Job.training(), tally);
  }

  static Trial quiet(Path films, Path home, Map<String, Object> training, Tally tally) {
    return new Trial(films, home, training, Schedule.quiet(), 0, tally);
  }

  /** As a seed says, and about so many kills over a whole job if it can stand them. */
  static Trial seeded(Path films, Path home, long seed, int kills, Tally tally) {
    return new Trial(
        films, home, Job.training(), Schedule.of(seed), Math.min(12, kills / 2), tally);
  }

  /** Runs the job, ends the worker in order, and looks at what it left behind. */
  Outcome run(Cluster cluster, String id) throws IOException, InterruptedException {
    try (ArtifactStore store = ArtifactStore.at(cluster.store());
        Job job = new Job(cluster, id, tally)) {
      Map<String, Object> request = Job.request(store, films, training);
      Striker striker = Striker.on(cluster, schedule, tally, killsInAStage);
      SwapResult result;
      try (striker) {
        result = job.run(request, striker::stage);
      }
      cluster.worker().close();
      Until.holds("every step has ended with its worker", LONG, striker::everyStepHasEnded);
      for (Path each : List.of(home, OwnService.nextHome(home))) {
        assertEquals(List.of(), strange(each.resolve("scratch")));
      }
      return new Outcome(result, StoreAudit.of(cluster.store()));
    }
  }

  /** What lies where no worker that starts would look for what killed ones left. */
  static List<Path> strange(Path scratch) throws IOException {
    if (!Files.isDirectory(scratch)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(scratch)) {
      return all.filter(path -> !String.valueOf(path.getFileName()).matches("worker-\\d+(-\\d+)?"))
          .toList();
    }
  }
}
