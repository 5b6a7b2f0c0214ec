package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.runner.StepRun.StepOrder;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunVariablesTest {
  private static final URI STORE = URI.create("http://store:9000");

  /** Of a step with so many inputs, such as the join of a film's segments. */
  private static StepRun run(int inputs) {
    List<Digest> digests =
        IntStream.range(0, inputs)
            .mapToObj(i -> Digest.of(("" + i).getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new StepRun(
        "swap",
        "run",
        1,
        "plain",
        List.of(
            new StepOrder("join", 1, Map.of("segment", digests), Json.MAPPER.createObjectNode())));
  }

  @Test
  void aPodReadsTheRunThatItsWorkerWrote() throws IOException {
    Map<String, String> variables = new HashMap<>(RunVariables.of(run(3), STORE, "b", "r"));
    assertTrue(RunVariables.isThere(variables));
    assertEquals(run(3).specification(), RunVariables.run(variables).specification());
    variables.put(RunVariables.ACCESS_KEY, "who");
    variables.put(RunVariables.SECRET_KEY, "what");
    assertEquals(STORE, RunVariables.store(variables).endpoint());
    assertEquals("b", RunVariables.store(variables).bucket());
  }

  @Test
  void noVariableIsLongerThanLinuxAllows() throws IOException {
    Map<String, String> variables = RunVariables.of(run(8000), STORE, "b", "r");
    assertTrue(variables.size() > 4, "more than one part");
    variables.values().forEach(value -> assertTrue(value.length() < 128 * 1024));
    assertEquals(run(8000).specification(), RunVariables.run(variables).specification());
  }

  @Test
  void aRunThatNoClusterWouldKeepIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> RunVariables.of(run(40_000), STORE, "b", "r"));
  }

  @Test
  void aPodWithoutItsRunOrItsCredentialsSaysSo() {
    assertFalse(RunVariables.isThere(Map.of()));
    assertThrows(IOException.class, () -> RunVariables.run(Map.of("LIKENESS_RUN_0", "!")));
    String said =
        String.valueOf(
            assertThrows(
                    IOException.class,
                    () -> RunVariables.store(RunVariables.of(run(1), STORE, "b", "r")))
                .getMessage());
    assertTrue(said.contains(RunVariables.ACCESS_KEY), said);
  }
}
