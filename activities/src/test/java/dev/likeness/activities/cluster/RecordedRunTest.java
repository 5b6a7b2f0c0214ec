package dev.likeness.activities.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.runner.StepRun;
import dev.likeness.activities.store.CanonicalJson;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A run that release 0.1.0 made a Job of. Workers of a later release meet that Job while it runs,
 * and adopt it by name and specification. So what is recorded here is never changed: a field that
 * {@link StepRun} or its orders gain is left out of the JSON where it says what held before, as an
 * empty {@code Optional} is.
 */
final class RecordedRunTest {
  private static JsonNode recorded() throws IOException {
    try (InputStream json =
        Objects.requireNonNull(RecordedRunTest.class.getResourceAsStream("recorded-run.json"))) {
      return Json.MAPPER.readTree(json);
    }
  }

  @Test
  void aJobThatRunsSinceAnEarlierReleaseIsAdopted() throws IOException {
    StepRun run = Json.MAPPER.treeToValue(recorded(), StepRun.class);
    assertEquals("step-6dab7fb7ff237508b4071882ffb5b9e283831a84", run.name());
    assertEquals(
        new Digest("fa04f0e2c436ca46220f4e2398e1c3b30d8fa5c6beed65dfdb3ef9bbb2b9817f"),
        run.specification());
    assertEquals(
        "4af8a1dce96fbaec5078d8014031c7f6b1e90d98bca4b97721925bd786ebb3e8-2", run.progressName());
  }

  @Test
  void aRunIsWrittenAsThePodsOfAnEarlierReleaseReadIt() throws IOException {
    StepRun run = Json.MAPPER.treeToValue(recorded(), StepRun.class);
    assertEquals(CanonicalJson.text(recorded()), CanonicalJson.text(CanonicalJson.tree(run)));
  }
}
