package dev.likeness.activities.cli;

import dev.likeness.activities.cli.GcReport.Group;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.HomeSweeper;
import dev.likeness.activities.embedded.HomeSweeper.Litter;
import dev.likeness.activities.models.Retention;
import dev.likeness.activities.store.Collector;
import dev.likeness.activities.store.Collector.Garbage;
import dev.likeness.activities.store.Collector.Policy;
import dev.likeness.activities.store.Owners;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.activities.store.Thinning;
import dev.likeness.activities.worker.WorkerProcess;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Removes what nobody needs: from a home's store and folders, or from a store that was named. Stops
 * before it removes anything when it cannot ask; leaves all files alone when something in the store
 * cannot be read.
 */
final class GcRun {
  private final Home home;
  private final Optional<StoreAddress> store;
  private final Optional<Duration> olderThan;
  private final Optional<String> temporal;

  GcRun(
      Home home,
      Optional<StoreAddress> store,
      Optional<Integer> olderThan,
      Optional<String> temporal) {
    this.home = home;
    this.store = store;
    this.olderThan = olderThan.map(GcRun::days);
    this.temporal = temporal;
    if (store.isPresent() && olderThan.isPresent() && temporal.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "--older-than with --store needs --temporal HOST:PORT: open jobs may need old results.");
    }
    if (store.isPresent()
        && this.olderThan.filter(age -> age.compareTo(Policy.PLATFORM_GRACE) < 0).isPresent()) {
      throw new Refusal(
          ExitCode.USAGE,
          "--older-than with --store: "
              + Policy.PLATFORM_GRACE.toDays()
              + " days or more, for jobs that wait or are paused.");
    }
  }

  private static Duration days(int days) {
    if (days < 1) {
      throw new Refusal(ExitCode.USAGE, "--older-than: " + days + " is not a day or more.");
    }
    return Duration.ofDays(days);
  }

  GcReport run(boolean dryRun) {
    if (store.isEmpty()) {
      home.prepare();
      Logs.into(home.logs());
    }
    try (OpenStore open = OpenStore.alone(store, home, "likeness gc")) {
      Thinning thinning = new Retention();
      Policy policy =
          (store.isPresent() ? Policy.platform(thinning) : Policy.oneMachine(thinning))
              .owned(owners());
      Collector collector = open.store().collector(policy);
      HomeSweeper sweeper = new HomeSweeper(home, Clock.systemUTC());
      Collector.Plan plan = collector.plan();
      List<Litter> litter = store.isEmpty() ? sweeper.plan() : List.of();
      List<Garbage> garbage = dryRun ? plan.garbage() : collector.sweep(plan);
      if (!dryRun) {
        sweeper.sweep(litter);
      }
      List<Group> groups = new ArrayList<>();
      for (Collector.Kind kind : Collector.Kind.values()) {
        var all = garbage.stream().filter(each -> each.kind() == kind).toList();
        add(groups, kind, kind.why(), all, Garbage::size);
      }
      if (!plan.uploads().isEmpty()) {
        groups.add(
            new Group(
                "upload", "uploads that were begun and never ended", plan.uploads().size(), 0));
      }
      for (HomeSweeper.Kind kind : HomeSweeper.Kind.values()) {
        var all = litter.stream().filter(each -> each.kind() == kind).toList();
        add(groups, kind, kind.why(), all, Litter::size);
      }
      Optional<Duration> aside =
          garbage.stream()
              .filter(each -> each.kind().isSetAside())
              .map(each -> policy.holds(each.kind()))
              .max(Comparator.naturalOrder());
      List<String> warnings = warnings(plan, sweeper);
      return new GcReport(dryRun, groups, plan.keptBlobs(), plan.keptBytes(), warnings, aside);
    }
  }

  private List<String> warnings(Collector.Plan plan, HomeSweeper sweeper) {
    List<String> warnings = new ArrayList<>();
    plan.unreadable().forEach(object -> warnings.add("Cannot be read: " + object));
    if (!warnings.isEmpty()) {
      warnings.add("Until these are mended or deleted, all files stay.");
    }
    int damaged = store.isEmpty() ? sweeper.damaged().size() : 0;
    if (damaged > 0) {
      warnings.add(damaged + " damaged objects are set aside in " + home.damaged() + ".");
    }
    return warnings;
  }

  private static <T> void add(
      List<Group> groups, Enum<?> kind, String why, List<T> all, ToLongFunction<T> size) {
    if (!all.isEmpty()) {
      groups.add(
          new Group(
              kind.name().toLowerCase(Locale.ROOT),
              why,
              all.size(),
              all.stream().mapToLong(size).sum()));
    }
  }

  private Optional<Owners> owners() {
    if (olderThan.isEmpty()) {
      return Optional.empty();
    }
    temporal.ifPresent(GcRun::refuseOpenJobs);
    return Optional.of(
        store.isPresent()
            ? new Owners(olderThan.get(), java.util.Set.of(), java.util.Set.of())
            : ProjectOwners.of(home, olderThan.get(), Clock.systemUTC()));
  }

  /** An open job may be about to use a result of any age. */
  private static void refuseOpenJobs(String address) {
    try (Connection connection = Connection.to(address, TemporalAccess.of(System.getenv()));
        Stream<WorkflowExecutionMetadata> open =
            connection
                .client()
                .listExecutions(
                    "ExecutionStatus = 'Running' AND TaskQueue = '"
                        + WorkerProcess.TASK_QUEUE
                        + "'")) {
      List<String> jobs = open.limit(3).map(job -> job.getExecution().getWorkflowId()).toList();
      if (!jobs.isEmpty()) {
        throw new Refusal(
            ExitCode.BUSY,
            "Jobs are open ("
                + String.join(", ", jobs)
                + "), which may need old results: wait for them, or leave out --older-than.");
      }
    }
  }
}
