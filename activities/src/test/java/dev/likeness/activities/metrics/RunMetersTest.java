package dev.likeness.activities.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.runner.StepState;
import dev.likeness.activities.worker.RunFigures;
import dev.likeness.activities.worker.RunFigures.Beginning;
import dev.likeness.activities.worker.RunFigures.Run;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.RunState;
import dev.likeness.workflows.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a worker's figures say after what it saw. */
final class RunMetersTest {
  private static final Run EXTRACT = new Run("step-1", "key-1", "film", "extract");
  private static final Run TRAIN = new Run("step-2", "key-2", "film", "train");

  private Instant now = Instant.ofEpochSecond(1_000_000);
  private final Metrics metrics = new Metrics(() -> now);
  private final RunFigures figures = metrics.observers().runs();

  private static Optional<Beginning> asked() {
    return Optional.of(new Beginning(true, Progress.NONE));
  }

  private static Optional<Beginning> adopted(Progress told) {
    return Optional.of(new Beginning(false, told));
  }

  /** What a process that began then tells of frames after some seconds. */
  private static Progress frames(double began, double seconds, long done) {
    return new Progress(
        done, 100, "frames", 1, Map.of("began", began, "seconds", seconds), Map.of());
  }

  private Progress iterations(long iteration, long computed) {
    return new Progress(
        iteration,
        1000,
        "iterations",
        2.5,
        Map.of(
            "began",
            1_000_000.0,
            "seconds",
            (double) computed,
            "iterationsComputed",
            (double) computed,
            "checkpointSeconds",
            40.0,
            "sourceLoss",
            0.25,
            "targetLoss",
            0.5),
        Map.of());
  }

  private static RunReport running(Progress progress) {
    return new RunReport(RunState.RUNNING, List.of(), progress, Optional.empty());
  }

  private static RunReport succeeded(Progress progress, boolean... reused) {
    List<StepResult> results = new java.util.ArrayList<>();
    for (boolean before : reused) {
      results.add(new StepResult("key", before, Map.of(), Map.of()));
    }
    return new RunReport(RunState.SUCCEEDED, results, progress, Optional.empty());
  }

  private void slice(Run run, Optional<Beginning> beginning, RunReport report) {
    figures.watches(run, beginning);
    figures.saw(run, StepState.RUNNING);
    figures.reports(run, report);
    figures.leaves(run);
  }

  private void pass(long seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
  }

  private double value(String line) {
    return Scraped.value(metrics.scrape(), line).orElseThrow();
  }

  @Test
  void aRunIsCountedOnceHoweverOftenItsEndIsReported() {
    slice(EXTRACT, asked(), running(frames(1_000_003, 5, 10)));
    pass(60);
    RunReport end = succeeded(frames(1_000_003, 65, 100), false, true);
    slice(EXTRACT, Optional.empty(), end);
    slice(EXTRACT, Optional.empty(), end);
    assertEquals(1, value("likeness_runs_started_total{kind=\"extract\"}"));
    assertEquals(1, value("likeness_runs_ended_total{kind=\"extract\",outcome=\"succeeded\"}"));
    assertEquals(1, value("likeness_step_results_total{kind=\"extract\",reused=\"false\"}"));
    assertEquals(1, value("likeness_step_results_total{kind=\"extract\",reused=\"true\"}"));
    assertEquals(1, value("likeness_run_seconds_count{kind=\"extract\"}"));
    assertEquals(65, value("likeness_run_seconds_sum{kind=\"extract\"}"));
    assertEquals(3, value("likeness_run_start_seconds_sum{kind=\"extract\"}"));
  }

  @Test
  void aFailureIsCountedByItsReasonAndAStopIsNone() {
    var failure = new Failure(FailureReason.OUT_OF_HOST_MEMORY, "Too large.", "");
    slice(
        EXTRACT,
        asked(),
        new RunReport(RunState.FAILED, List.of(), Progress.NONE, Optional.of(failure)));
    slice(
        TRAIN,
        asked(),
        new RunReport(RunState.STOPPED, List.of(), Progress.NONE, Optional.empty()));
    assertEquals(
        1, value("likeness_runs_ended_total{kind=\"extract\",outcome=\"out_of_host_memory\"}"));
    assertEquals(1, value("likeness_runs_ended_total{kind=\"train\",outcome=\"stopped\"}"));
  }

  @Test
  void aWatcherThatComesInTheMiddleBeginsFromWhatItReadsFirst() {
    slice(EXTRACT, adopted(frames(9, 50, 40)), running(frames(9, 60, 55)));
    assertEquals(15, value("likeness_frames_total{kind=\"extract\"}"));
    assertEquals(10, value("likeness_run_busy_seconds_total{kind=\"extract\"}"));
    assertEquals(0, value("likeness_runs_started_total{kind=\"extract\"}"));
  }

  @Test
  void whatAnotherWorkerWatchedMeanwhileIsLeftToIt() {
    slice(EXTRACT, asked(), running(frames(9, 10, 10)));
    pass(60);
    figures.watches(EXTRACT, Optional.empty());
    figures.told(EXTRACT, frames(9, 70, 70));
    pass(5);
    figures.told(EXTRACT, frames(9, 75, 75));
    assertEquals(10 + 5, value("likeness_frames_total{kind=\"extract\"}"));
  }

  @Test
  void aWatcherGoesOnCountingBetweenItsOwnSlices() {
    slice(EXTRACT, asked(), running(frames(9, 10, 10)));
    pass(1);
    slice(EXTRACT, Optional.empty(), running(frames(9, 15, 20)));
    assertEquals(20, value("likeness_frames_total{kind=\"extract\"}"));
  }

  @Test
  void aProcessThatBeginsAnewUnderTheSameNameCountsFromZero() {
    slice(EXTRACT, adopted(frames(9, 50, 40)), running(frames(70, 5, 3)));
    assertEquals(3, value("likeness_frames_total{kind=\"extract\"}"));
    slice(EXTRACT, Optional.empty(), running(frames(9, 55, 44)));
    assertEquals(3, value("likeness_frames_total{kind=\"extract\"}"), "the old one does not count");
  }

  @Test
  void twoOwnersOfOneStepKeyShareItsProgressObject() {
    Run other = new Run("step-9", EXTRACT.object(), "film", "extract");
    slice(EXTRACT, asked(), running(frames(9, 5, 10)));
    slice(other, adopted(frames(9, 5, 10)), running(frames(9, 5, 10)));
    slice(EXTRACT, Optional.empty(), running(frames(9, 10, 20)));
    slice(other, Optional.empty(), running(frames(9, 10, 20)));
    assertEquals(20, value("likeness_frames_total{kind=\"extract\"}"));
  }

  @Test
  void progressThatCannotBeReadOrIsOldChangesNothing() {
    slice(EXTRACT, asked(), running(frames(9, 10, 10)));
    slice(EXTRACT, Optional.empty(), running(Progress.NONE));
    slice(EXTRACT, Optional.empty(), running(frames(9, 5, 5)));
    slice(EXTRACT, Optional.empty(), running(frames(9, 10, 10)));
    assertEquals(10, value("likeness_frames_total{kind=\"extract\"}"));
  }

  @Test
  void iterationsAreThoseComputedAndNotWhereTheModelStands() {
    slice(TRAIN, asked(), running(iterations(540, 40)));
    assertEquals(40, value("likeness_training_iterations_total"));
    assertEquals(540, value("likeness_training_iteration{project=\"film\"}"));
  }

  @Test
  void aTrainingIsShownWhileItIsWatchedAndGoneWhenItHasEnded() {
    figures.watches(TRAIN, asked());
    figures.told(TRAIN, iterations(540, 40));
    figures.saw(TRAIN, StepState.RUNNING);
    now = Instant.ofEpochSecond(1_000_100);
    assertEquals(60, value("likeness_checkpoint_age_seconds{project=\"film\"}"));
    assertEquals(2.5, value("likeness_training_iterations_per_second{project=\"film\"}"));
    assertEquals(0.25, value("likeness_training_loss{project=\"film\",side=\"source\"}"));
    assertEquals(1000, value("likeness_units_expected{kind=\"train\",project=\"film\"}"));
    assertEquals(1, value("likeness_runs{kind=\"train\",state=\"running\"}"));
    figures.saw(TRAIN, new StepState(StepState.Phase.WAITING_FOR_GPU, "", "No GPU."));
    assertEquals(1, value("likeness_runs{kind=\"train\",state=\"waiting_for_gpu\"}"));
    figures.reports(TRAIN, succeeded(iterations(1000, 500), false));
    figures.leaves(TRAIN);
    assertFalse(metrics.scrape().contains("project="));
    assertEquals(0, value("likeness_runs{kind=\"train\",state=\"running\"}"));
  }

  private void seeWaiting(Run run, StepState.Phase phase) {
    figures.saw(run, new StepState(phase, "", "It waits."));
  }

  private double longestWait(String state) {
    return value("likeness_longest_wait_seconds{kind=\"train\",state=\"" + state + "\"}");
  }

  @Test
  void theLongestWaitIsThatOfTheRunThatHasBeenInThisStateForLongest() {
    Run later = new Run("step-3", "key-3", "other", "train");
    figures.watches(TRAIN, asked());
    seeWaiting(TRAIN, StepState.Phase.WAITING_FOR_GPU);
    pass(600);
    figures.watches(later, asked());
    for (Run run : List.of(TRAIN, later)) {
      seeWaiting(run, StepState.Phase.WAITING_FOR_GPU);
    }
    pass(10);
    assertEquals(610, longestWait("waiting_for_gpu"));
    assertEquals(0, longestWait("pending"));
    figures.saw(TRAIN, StepState.RUNNING);
    assertEquals(10, longestWait("waiting_for_gpu"));
    seeWaiting(later, StepState.Phase.PENDING);
    assertEquals(0, longestWait("waiting_for_gpu"), "another state is another wait");
    pass(20);
    assertEquals(20, longestWait("pending"));
  }

  @Test
  void aWaitGoesOnAfterASliceOfAnotherWorkerButOnlyOnceItIsSeen() {
    figures.watches(TRAIN, asked());
    seeWaiting(TRAIN, StepState.Phase.PENDING);
    figures.leaves(TRAIN);
    pass(600);
    assertEquals(0, longestWait("pending"), "that is the other one's to show");
    figures.watches(TRAIN, Optional.empty());
    assertEquals(0, longestWait("pending"), "it may run by now");
    seeWaiting(TRAIN, StepState.Phase.PENDING);
    assertEquals(600, longestWait("pending"));
  }

  private double still() {
    return value("likeness_units_still_seconds{kind=\"extract\",project=\"film\"}");
  }

  @Test
  void aRunStandsStillFromItsLastFrameOnWhileItIsAtWork() {
    figures.watches(EXTRACT, asked());
    seeWaiting(EXTRACT, StepState.Phase.PENDING);
    pass(1000);
    seeWaiting(EXTRACT, StepState.Phase.PENDING);
    assertEquals(0, still(), "it waits");
    figures.saw(EXTRACT, StepState.RUNNING);
    pass(20);
    assertEquals(20, still(), "it has not told of anything yet");
    figures.told(EXTRACT, frames(1_001_005, 15, 10));
    pass(5);
    figures.told(EXTRACT, frames(1_001_005, 20, 10));
    figures.saw(EXTRACT, StepState.RUNNING);
    assertEquals(5, still(), "it tells that it lives, and no further frame");
    figures.told(EXTRACT, frames(1_001_005, 20.5, 11));
    assertEquals(0, still());
    figures.saw(EXTRACT, StepState.TERMINATING);
    pass(10);
    assertEquals(0, still());
  }

  @Test
  void theOneOfSeveralRunsThatStandsStillIsNotHiddenByTheOthers() {
    Run moving = new Run("step-4", "key-4", "film", "extract");
    for (Run run : List.of(EXTRACT, moving)) {
      figures.watches(run, asked());
      figures.saw(run, StepState.RUNNING);
      figures.told(run, frames(1_000_000, 1, 1));
    }
    pass(25);
    figures.told(moving, frames(1_000_000, 26, 2));
    assertEquals(25, still());
  }

  @Test
  void aRunThatAnotherWorkerTookOverIsNotShownHereAnyMore() {
    slice(TRAIN, asked(), running(iterations(540, 40)));
    assertTrue(metrics.scrape().contains("project="), "the next slice may be ours");
    pass(6);
    assertFalse(metrics.scrape().contains("project="));
  }

  @Test
  void resultsThatNoRunHadToMakeAreCountedAndNoRunIs() {
    figures.reports(EXTRACT, succeeded(Progress.NONE, true, true));
    figures.leaves(EXTRACT);
    assertEquals(2, value("likeness_step_results_total{kind=\"extract\",reused=\"true\"}"));
    assertEquals(0, value("likeness_runs_ended_total{kind=\"extract\",outcome=\"succeeded\"}"));
  }
}
