package dev.likeness.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DetailsTest {
  private static String of(Progress progress) {
    var stage = new StageStatus("train", "ben-1", 0, 0, 1, progress);
    String details =
        Details.of(
            new JobStatus(
                "ben", "train", "Training ben-1.", true, List.of(stage), List.of("a/b"), Map.of()));
    String head =
        "**train**: Training ben-1. *Paused.*\n\n- train ben-1: 0 made, 0 reused of 1 steps";
    assertEquals(head, details.substring(0, head.length()));
    String tail = "\n- workflow `a/b`";
    assertEquals(tail, details.substring(details.length() - tail.length()));
    return details.substring(head.length(), details.length() - tail.length());
  }

  @Test
  void aTrainingSaysHowFarItIsHowFastAndForHowLong() {
    Map<String, Double> losses = Map.of("sourceLoss", 0.125, "targetLoss", 0.25);
    assertEquals(
        "; 500 of 1500 iterations, 4.0/s, 4 min left; loss 0.1250 (source), 0.2500 (target)"
            + "; pod `one`; again with 3 GiB",
        of(
            new Progress(
                500,
                1500,
                "iterations",
                4,
                losses,
                Map.of("pod", "one", "memory", "again with 3 GiB"))));
    assertEquals(
        "; 5 of 10 frames, 0.5/s, 10 s left",
        of(new Progress(5, 10, "frames", 0.5, Map.of(), Map.of())));
    assertEquals(
        "; 0 of 72000 frames, 2.0/s, 10.0 h left",
        of(new Progress(0, 72_000, "frames", 2, Map.of(), Map.of())));
  }

  @Test
  void whatIsDoneOrUnknownHasNoTimeLeft() {
    assertEquals(
        "; 10 of 10 frames, 2.0/s", of(new Progress(10, 10, "frames", 2, Map.of(), Map.of())));
    assertEquals(
        "; waits: No node has a free GPU",
        of(new Progress(0, 0, "", 0, Map.of(), Map.of("waits", "No node has a free GPU"))));
  }
}
