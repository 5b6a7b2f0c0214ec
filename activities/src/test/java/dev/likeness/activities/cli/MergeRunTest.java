package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.Home;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeRunTest {
  @TempDir Path home;

  private ProjectFolder project(String films, String facts) throws IOException {
    ProjectFolder folder = ProjectFolder.of(new Home(home), "job");
    ObjectNode status = Json.MAPPER.valueToTree(SwapStatus.beginning("job"));
    status.put("weights", "f".repeat(64)).put("architecture", "quick64");
    status.set("films", Json.MAPPER.readTree(films));
    status.set("facts", Json.MAPPER.readTree(facts));
    folder.writeStatus(Json.MAPPER.treeToValue(status, SwapStatus.class));
    folder.writeJob(
        (ObjectNode)
            Json.MAPPER.readTree(
                "{\"targets\":[{\"media\":\"m\",\"name\":\"a.mp4\"}],\"merging\":{\"erode\":0.1,\"scale\":1}}"));
    return folder;
  }

  @Test
  void asksForTheSamePredictionsAndAnotherBlend() throws IOException {
    ProjectFolder folder =
        project(
            "[{\"name\":\"a.mp4\",\"film\":\"d\",\"person\":\"p2\",\"values\":{}}]",
            "{\"model\":{\"conversion\":{\"architecture\":\"quick64\",\"crop\":\"full\"}}}");
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("erode", 0.2);
    List<ObjectNode> requests = MergeRun.requests(folder, wanted, "mp4");
    assertEquals(
        Json.MAPPER.readTree(
            """
            {"project": "job", "target": {"media": "m", "name": "a.mp4"}, "person": "p2",
             "weights": "%s", "conversion": {"architecture": "quick64", "crop": "full"},
             "merging": {"erode": 0.2, "scale": 1}, "container": "mp4"}
            """
                .formatted("f".repeat(64))),
        requests.getFirst());
  }

  @Test
  void needsAFinishedFilm() throws IOException {
    ProjectFolder folder = project("[]", "{}");
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> MergeRun.requests(folder, Json.MAPPER.createObjectNode(), "mp4"));
    assertEquals(ExitCode.NO_INPUT, refusal.exit());
  }
}
