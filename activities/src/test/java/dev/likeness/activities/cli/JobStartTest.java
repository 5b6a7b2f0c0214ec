package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.EmbeddedTemporal;
import dev.likeness.model.json.Json;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;

/** A Temporal that outlives a command may still run the job that it was to start. */
class JobStartTest {
  private static ObjectNode request(long iterations) {
    ObjectNode request = Json.MAPPER.createObjectNode().put("project", "anne");
    request.putObject("training").put("iterations", iterations);
    return request;
  }

  @Test
  void aJobThatRunsIsTakenUpWhenTheSameIsAskedForAndRefusedOtherwise() {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start();
        Connection connection = Connection.to(temporal.address())) {
      WorkflowStub first = start(connection, 100);
      WorkflowStub second = start(connection, 100);
      assertEquals(
          first.describe().getExecution().getRunId(), second.describe().getExecution().getRunId());
      var refused = assertThrows(Refusal.class, () -> start(connection, 200));
      assertEquals(ExitCode.BUSY, refused.exit());
      assertTrue(refused.sentence().contains("anne"), refused.sentence());
    }
  }

  private static WorkflowStub start(Connection connection, long iterations) {
    return JobStart.start(connection.client(), JobType.FACE_SWAP, "anne", request(iterations));
  }
}
