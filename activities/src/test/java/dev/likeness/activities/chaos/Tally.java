package dev.likeness.activities.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was done to a job and what it cost. Safe for several threads. */
final class Tally {
  private final Map<String, Integer> signals = new TreeMap<>();
  private final Map<String, Integer> troubles = new TreeMap<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<String> restarts = new ArrayList<>();
  private String checks = "nothing was checked";
  private int kills;
  private int overtaken;
  private int stepsStarted;

  synchronized void hit(Target target, String signal) {
    signals.merge(target + " " + signal, 1, Integer::sum);
    kills += signal.equals("SIGKILL") ? 1 : 0;
  }

  synchronized void trouble(String fault) {
    troubles.merge(fault, 1, Integer::sum);
  }

  /** Told at once: a job that hangs afterwards shows after what. */
  synchronized void deed(String stage, Strike strike) {
    System.out.println("chaos:   " + stage + ": " + strike);
  }

  synchronized void stepsStarted(int more) {
    stepsStarted += more;
  }

  /** From the death of a trainer to the moment before the next one's first iteration. */
  synchronized void recovered(Duration time) {
    recoveries.add(time);
  }

  /** The job was started again by its client, and why. */
  synchronized void startedAgain(String why) {
    restarts.add(why);
  }

  /** Trainers that slept through another generation and left by themselves. */
  synchronized void overtaken(int trainers) {
    overtaken += trainers;
  }

  synchronized int overtaken() {
    return overtaken;
  }

  /** What was compared and looked at in the end. */
  synchronized void checked(Outcome outcome, int stepsNeeded) {
    checks =
        "%d results' hashes equal, %d artifacts checked; %d step processes needed, %d trainers; %d iterations redone"
            .formatted(
                outcome.audit().results().size(),
                outcome.audit().artifacts(),
                stepsNeeded,
                outcome.audit().claims(),
                outcome.audit().redone());
  }

  /** SIGKILLs that met a process. */
  synchronized int kills() {
    return kills;
  }

  synchronized int stepsStarted() {
    return stepsStarted;
  }

  synchronized String text() {
    String times =
        recoveries.stream()
            .sorted()
            .map(time -> "%.1f".formatted(time.toMillis() / 1000.0))
            .collect(Collectors.joining(" "));
    return """
    %d SIGKILLs; signals that met a process: %s
    store faults: %s
    job started again by its client: %d %s
    trainers that woke up after they were overtaken, and left by themselves: %d
    step processes started: %d
    seconds from a trainer's death to the next one's first iteration: %s
    %s
    """
        .formatted(
            kills,
            signals,
            troubles,
            restarts.size(),
            restarts,
            overtaken,
            stepsStarted,
            times,
            checks);
  }
}
