package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.models.Ran;
import dev.likeness.activities.models.Trail;
import dev.likeness.activities.steps.ToyEngine.Fault;
import dev.likeness.model.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model remembers what it was trained by, and a training that has moved says so. */
class MovedTrainStepTest {
  @TempDir Path folder;

  private static ToyEngine healthy() {
    return new ToyEngine(Fault.NAN, hash -> false);
  }

  @Test
  void aTrainingThatStaysKeepsWhatItBeganWithAndSaysNothing() throws Exception {
    var home = new ToyHome(folder, 4, 6);
    home.stopAfter(3, healthy());
    home.finish(healthy());
    assertEquals(List.of(Ran.here(0, "toy")), Trail.of(home.newest()).stretches());
    assertEquals("", home.note(TrainStep.MOVED));
  }

  @Test
  void aTrainingThatMovesGoesOnAndSaysSoWithoutAnotherResult() throws Exception {
    var straight = new ToyHome(folder, 4, 6).finish(healthy());
    var home = new ToyHome(folder, 4, 6);
    home.stopAfter(3, healthy());
    ModelLog.Checkpoint here = home.newest().orElseThrow();
    ObjectNode elsewhere = (ObjectNode) ModelLog.json(here);
    ((ObjectNode) elsewhere.path("values"))
        .set(
            Trail.KEY,
            Json.MAPPER.valueToTree(
                List.of(new Ran(0, "likeness 0.0.9", "toy", "another machine"))));
    home.append(elsewhere);

    assertEquals(straight, home.finish(healthy()));
    String sentence = home.note(TrainStep.MOVED);
    assertTrue(sentence.contains("from iteration 3 on"), sentence);
    assertTrue(sentence.contains("instead of likeness 0.0.9"), sentence);
    assertTrue(sentence.contains("instead of another machine"), sentence);
    Trail trail = Trail.of(home.newest());
    assertEquals("likeness 0.0.9", trail.stretches().getFirst().program());
    assertEquals(2, trail.stretches().size());
  }
}
