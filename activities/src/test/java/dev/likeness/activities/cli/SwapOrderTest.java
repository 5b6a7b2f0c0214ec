package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SwapOrderTest {
  @TempDir Path folder;

  @BeforeEach
  void films() throws IOException {
    Files.write(folder.resolve("me.mp4"), new byte[] {1});
    Files.write(folder.resolve("Lady Anne.mov"), new byte[] {2});
  }

  private SwapOrder order(String... arguments) {
    SwapCommand typed = new SwapCommand();
    new CommandLine(typed).parseArgs(arguments);
    return SwapOrder.of(typed, Map.of());
  }

  @Test
  void becomesAJobNamedAfterTheTarget() {
    ObjectNode job =
        order(
                "--source",
                folder.resolve("me.mp4").toString(),
                "--target",
                folder.resolve("Lady Anne.mov").toString(),
                "--out",
                folder.resolve("x.mkv").toString(),
                "--iterations",
                "500",
                "--seed",
                "7",
                "--range",
                "10-20",
                "--min-face",
                "1/32",
                "--erode",
                "0.1")
            .job();
    assertEquals("lady-anne", job.path("project").asText());
    assertEquals("mkv", job.path("container").asText());
    assertEquals("{\"seed\":7,\"iterations\":500}", job.path("training").toString());
    assertEquals("{\"erode\":0.1}", job.path("merging").toString());
    assertEquals("{\"minFace\":0.03125}", job.path("extraction").toString());
    assertEquals("10-20", job.at("/targets/0/range").asText());
    assertEquals("", job.at("/sources/0/range").asText());
  }

  @Test
  void takesAJobFileAndLetsOptionsComeOnTop() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("job.json"),
            """
            {"project": "mine", "sources": [{"file": "me.mp4"}],
             "targets": [{"file": "Lady Anne.mov"}],
             "training": {"minutes": 5, "architecture": "original"}}
            """);
    ObjectNode job =
        order(
                "--config",
                config.toString(),
                "--iterations",
                "9",
                "--out",
                folder.resolve("out").toString())
            .job();
    assertEquals("mine", job.path("project").asText());
    assertEquals(
        "{\"architecture\":\"original\",\"iterations\":9}", job.path("training").toString());
    assertEquals(folder.resolve("me.mp4").toString(), job.at("/sources/0/file").asText());
  }
}
