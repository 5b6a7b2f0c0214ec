package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.StoreAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MessagesTest {
  private static final StepRun RUN =
      new StepRun(
          "swap-ä",
          "run",
          2,
          "plain",
          List.of(
              new StepRun.StepOrder(
                  "extract",
                  1,
                  Map.of("medium", List.of(Digest.of(new byte[1]))),
                  IntNode.valueOf(5)),
              new StepRun.StepOrder("extract", 1, Map.of(), IntNode.valueOf(6))));

  @Test
  void anAssignmentArrivesAsItWasSentAndThePipeStaysForTheParent() throws IOException {
    StoreAddress store = new StoreAddress(URI.create("http://h:1"), "b", "r", "k", "s");
    StepAssignment sent = new StepAssignment(RUN, store, "/scratch/über");
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    sent.writeTo(pipe);
    pipe.write('x');
    ByteArrayInputStream in = new ByteArrayInputStream(pipe.toByteArray());
    assertEquals(sent, StepAssignment.readFrom(in));
    assertEquals('x', in.read());
  }

  @Test
  void aStepThatAPersonStartsIsRefusedWithASentence() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> StepAssignment.readFrom(new ByteArrayInputStream(new byte[0])));
    assertTrue(String.valueOf(refused.getMessage()).contains("a worker starts this"));
  }

  @Test
  void conditionsDecideNothingThatAKeyNames() {
    StepRun.StepOrder step = RUN.steps().getFirst();
    var hurried =
        new StepRun.StepOrder(
            step.kind(), step.version(), step.inputs(), step.parameters(), "", IntNode.valueOf(1));
    assertEquals(step.key(), hurried.key());
  }

  @Test
  void aRunIsNamedByOwnerKeyAndGeneration() {
    assertEquals(45, RUN.name().length());
    assertEquals(RUN.name(), new StepRun("swap-ä", "run", 2, "other", RUN.steps()).name());
    assertNotEquals(RUN.name(), new StepRun("swap-ä", "run", 3, "plain", RUN.steps()).name());
    assertNotEquals(RUN.name(), new StepRun("swap-ä", "ran", 2, "plain", RUN.steps()).name());
    assertNotEquals(
        RUN.name(), new StepRun("swap-ä", "run", 2, "plain", RUN.steps().reversed()).name());
  }

  @Test
  void aTerminationNeverExceedsFourKibibytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("termination.json");
    new Termination("no-face", "ü\"\n".repeat(5000), "w".repeat(90_000)).write(file);
    assertTrue(Files.size(file) <= Termination.LARGEST);
    assertEquals("no-face", Termination.read(file).orElseThrow().reason());
    Termination small = new Termination("no-face", "No face.", "a.mp4");
    small.write(file);
    assertEquals(small, Termination.read(file).orElseThrow());
  }

  @Test
  void aTerminationThatWasCutIsNone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("termination.json"), "{\"reason\":\"no");
    assertTrue(Termination.read(file).isEmpty());
    assertTrue(Termination.read(folder.resolve("none")).isEmpty());
  }
}
