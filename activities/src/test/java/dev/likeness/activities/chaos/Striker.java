package dev.likeness.activities.chaos;

import dev.likeness.activities.faults.Fault;
import dev.likeness.activities.faults.FaultPlan;
import dev.likeness.activities.faults.StoreRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches a job from where all its requests to the store pass, and deals the blows of a schedule:
 * in the very request that tells a moment, before it goes on its way.
 */
final class Striker implements FaultPlan, AutoCloseable {
  private static final long BETWEEN_LOOKS = 30;
  private static final long MILLISECONDS_FROZEN = 1500;

  private final Cluster cluster;
  private final Schedule schedule;
  private final Tally tally;
  private final int killsInAStage;
  private final Map<Moment, Integer> met = new EnumMap<>(Moment.class);
  private final Map<String, Integer> kills = new HashMap<>();
  private final Set<ProcessHandle> known = new HashSet<>();
  private final List<Frozen> frozen = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private Optional<Sleeper> sleeper = Optional.empty();
  private String stage = "plan";
  private boolean freshStep;
  private long trainerDied;

  private Striker(Cluster cluster, Schedule schedule, Tally tally, int killsInAStage) {
    this.cluster = cluster;
    this.schedule = schedule;
    this.tally = tally;
    this.killsInAStage = killsInAStage;
  }

  /**
   * Begins.
   *
   * @param killsInAStage after so many SIGKILLs in one stage of the job, the stage is left alone
   */
  static Striker on(Cluster cluster, Schedule schedule, Tally tally, int killsInAStage) {
    Striker striker = new Striker(cluster, schedule, tally, killsInAStage);
    cluster.proxy().use(striker);
    var _ =
        striker.clock.scheduleWithFixedDelay(
            striker::lookForSteps, 0, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    return striker;
  }

  /** Where the job is now, as its workflow says. */
  synchronized void stage(String now) {
    stage = now;
  }

  /** Whether every step that was ever seen has ended, whoever its parent is by now. */
  synchronized boolean everyStepHasEnded() {
    return known.stream().allMatch(Ended::has);
  }

  private synchronized void lookForSteps() {
    for (ProcessHandle step : cluster.steps()) {
      if (known.add(step)) {
        tally.stepsStarted(1);
        freshStep = true;
        var _ = strike(Moment.STARTED, List.of(step));
      }
    }
  }

  @Override
  public synchronized Fault next(StoreRequest request, int ofSame, int inAll) {
    Optional<Moment> told = Moment.of(request, stage.equals("train"));
    if (told.isEmpty()) {
      return Fault.NONE;
    }
    Moment moment = told.get();
    if (moment == Moment.WORKING || moment == Moment.TRAINING) {
      if (ofSame > 0 && !freshStep) {
        return Fault.NONE;
      }
      freshStep = false;
    }
    if (moment == Moment.TRAINING && trainerDied != 0) {
      tally.recovered(Duration.ofNanos(System.nanoTime() - trainerDied));
      trainerDied = 0;
    }
    if (moment == Moment.LOGGED) {
      sleeper.ifPresent(Sleeper::othersWentOn);
    }
    return strike(moment, cluster.steps());
  }

  private Fault strike(Moment moment, List<ProcessHandle> steps) {
    int ordinal = met.merge(moment, 1, Integer::sum) - 1;
    Optional<Strike> due = schedule.at(moment, ordinal);
    if (due.isEmpty() || !allowed(due.get())) {
      return Fault.NONE;
    }
    Strike strike = due.get();
    if (!fall(strike, steps)) {
      return Fault.NONE;
    }
    tally.deed(stage, strike);
    if (!(strike.request() instanceof Fault.None)) {
      tally.trouble(strike.request().toString());
    }
    return strike.request();
  }

  private boolean allowed(Strike strike) {
    return strike.blow() == Blow.SPARE || kills.getOrDefault(stage, 0) < killsInAStage;
  }

  /** Whether it met anybody. */
  private boolean fall(Strike strike, List<ProcessHandle> steps) {
    if (strike.blow() == Blow.SPARE) {
      return true;
    }
    if (strike.blow() == Blow.OUTLIVE) {
      return outlive(steps);
    }
    boolean met = false;
    for (Target target : strike.targets()) {
      boolean ofSteps = target == Target.STEPS;
      List<ProcessHandle> processes = ofSteps ? steps : cluster.service(target).processes();
      if (!ofSteps && processes.isEmpty()) {
        cluster.service(target).kill();
        count(target, "stopped");
        met = true;
      }
      for (ProcessHandle process : processes) {
        met |= send(target, strike.blow(), process);
      }
    }
    return met;
  }

  private boolean send(Target target, Blow blow, ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    if (blow == Blow.FREEZE) {
      Frozen stopped = Frozen.freeze(process);
      frozen.add(stopped);
      var _ = clock.schedule(stopped::close, MILLISECONDS_FROZEN, TimeUnit.MILLISECONDS);
      count(target, "SIGSTOP");
      return true;
    }
    boolean trains = stage.equals("train") && (target == Target.STEPS || target == Target.WORKER);
    if (trains && trainerDied == 0) {
      trainerDied = System.nanoTime();
    }
    if (blow == Blow.KILL) {
      process.destroyForcibly();
      count(target, "SIGKILL");
    } else {
      process.destroy();
      count(target, "SIGTERM");
    }
    return true;
  }

  private void count(Target target, String signal) {
    tally.hit(target, signal);
    if (!signal.equals("SIGSTOP")) {
      kills.merge(stage, 1, Integer::sum);
    }
  }

  private boolean outlive(List<ProcessHandle> trainers) {
    if (trainers.isEmpty() || sleeper.isPresent()) {
      return false;
    }
    List<Frozen> asleep = trainers.stream().map(Frozen::freeze).toList();
    ProcessHandle worker = cluster.worker().processes().getFirst();
    Frozen its = Frozen.freeze(worker);
    frozen.addAll(asleep);
    tally.hit(Target.STEPS, "SIGSTOP");
    tally.hit(Target.WORKER, "SIGSTOP");
    if (!cluster.temporalRemembers()) {
      cluster.service(Target.TEMPORAL).kill();
      count(Target.TEMPORAL, "SIGKILL");
    }
    ProcessHandle left = cluster.worker().replace();
    sleeper = Optional.of(new Sleeper(asleep, its, left, tally));
    return true;
  }

  /** Deals no more blows, thaws everybody, and waits until who was overtaken has left. */
  @Override
  public void close() {
    cluster.proxy().use(FaultPlan.NONE);
    clock.close();
    List<Frozen> all;
    Optional<Sleeper> last;
    synchronized (this) {
      all = List.copyOf(frozen);
      last = sleeper;
    }
    all.forEach(Frozen::close);
    last.ifPresent(Sleeper::awaitEnd);
  }
}
