package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.workflows.ConvertedVideo;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.SwapResult;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on one machine, with real services and real step processes. */
class FaceSwapIT {
  private static final long ITERATIONS = 16;

  @TempDir static Path films;

  @TempDir Path home;

  @BeforeAll
  static void filmTheActors() {
    Laptop.film(films, 30);
  }

  @Test
  void aRepeatedJobDoesNothingTwiceAndAChangeRedoesOnlyWhatDependsOnIt() {
    try (var laptop = new Laptop(home)) {
      Map<String, Object> job = laptop.job(films, ITERATIONS);
      SwapResult first = laptop.run("first", job);
      assertEquals(ITERATIONS, first.model().iteration());
      assertEquals(1, first.films().size());
      assertEquals("30", String.valueOf(first.films().getFirst().values().get("framesSwapped")));
      assertEquals(0, first.films().getFirst().reused());

      SwapResult second = laptop.run("second", job);
      assertEquals(List.of(0, 0, 0), made(second));
      assertEquals(first.films().getFirst().film(), second.films().getFirst().film());

      job.put("extraction", Map.of("lossless", true));
      SwapResult cutAgain = laptop.run("lossless", job);
      // One faceset a chunk and side is cut again; nothing is looked for or followed again.
      assertEquals(2, cutAgain.sources().getFirst().made());
      assertEquals(2, cutAgain.targets().getFirst().made());
      job.remove("extraction");

      job.put("merging", Map.of("erode", 0.1));
      ConvertedVideo third = laptop.run("third", job).films().getFirst();
      // Two chunks predicted before; two merged again and joined again.
      assertEquals(2, third.reused());
      assertEquals(3, third.made());
      assertEquals(first.films().getFirst().predictions(), third.predictions());
      assertTrue(!third.film().equals(first.films().getFirst().film()));
    }
  }

  @Test
  void trainingThatIsFinishedEarlyIsConvertedAsItIs() throws Exception {
    try (var laptop = new Laptop(home)) {
      var workflow = laptop.start("job", laptop.job(films, 1_000_000));
      CompletableFuture<SwapResult> result = workflow.getResultAsync(SwapResult.class);
      awaitStage(laptop, "train", result);
      await(
          () ->
              laptop.status("job/train").stages().stream()
                  .anyMatch(stage -> stage.progress().done() > 0));
      laptop.workflow("job").update("finish", dev.likeness.workflows.Answer.class);
      SwapResult finished = result.get(5, TimeUnit.MINUTES);
      assertTrue(finished.model().iteration() < 1_000_000);
      assertTrue(laptop.read(finished.films().getFirst().film()).length > 0);
    }
  }

  @Test
  void aWrongJobEndsAtOnceWithAllItsErrors() {
    try (var laptop = new Laptop(home)) {
      Map<String, Object> job = laptop.job(films, ITERATIONS);
      job.put("training", Map.of("architecture", "quik64", "batch", 0));
      job.put("mergin", Map.of());
      var failed = assertThrows(WorkflowFailedException.class, () -> laptop.run("wrong", job));
      var failure = (ApplicationFailure) Optional.ofNullable(failed.getCause()).orElseThrow();
      assertEquals(FailureReason.BAD_REQUEST.name(), failure.getType());
      String message = failure.getOriginalMessage();
      assertTrue(message.contains("quick64"), message);
      assertTrue(message.contains("training.batch"), message);
      assertTrue(message.contains("did you mean \"merging\""), message);
    }
  }

  @Test
  void footageThatIsNoFootageIsRefusedWithASentence() throws Exception {
    try (var laptop = new Laptop(home)) {
      Map<String, Object> job = laptop.job(films, ITERATIONS);
      Path text = java.nio.file.Files.writeString(home.resolve("notes.mp4"), "no film at all\n");
      job.put("targets", List.of(laptop.medium(home, text.getFileName().toString())));
      var failed = assertThrows(WorkflowFailedException.class, () -> laptop.run("text", job));
      var failure = (ApplicationFailure) Optional.ofNullable(failed.getCause()).orElseThrow();
      assertEquals(FailureReason.MEDIA_REFUSED.name(), failure.getType());
      assertTrue(failure.getOriginalMessage().contains("notes.mp4"), failure.getOriginalMessage());
    }
  }

  private static List<Integer> made(SwapResult result) {
    return List.of(
        result.sources().getFirst().made() + result.targets().getFirst().made(),
        result.model().made(),
        result.films().getFirst().made());
  }

  private static void awaitStage(Laptop laptop, String stage, CompletableFuture<SwapResult> job)
      throws Exception {
    await(() -> job.isDone() || laptop.status("job").stage().equals(stage));
  }

  /** Looks again until a condition holds; a condition that never holds fails the test. */
  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    var looks = new CompletableFuture<Void>();
    var clock = java.util.concurrent.Executors.newSingleThreadScheduledExecutor();
    try (clock) {
      var _ =
          clock.scheduleWithFixedDelay(
              () -> {
                try {
                  if (condition.getAsBoolean()) {
                    looks.complete(null);
                  }
                } catch (RuntimeException e) {
                  looks.completeExceptionally(e);
                }
              },
              0,
              100,
              TimeUnit.MILLISECONDS);
      looks.get(Duration.ofMinutes(5).toSeconds(), TimeUnit.SECONDS);
      clock.shutdownNow();
    }
  }
}
