package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.Home;
import dev.likeness.model.actors.DemoOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunTest {
  @TempDir Path folder;

  private DemoRun.Order order(long seed, boolean quick) {
    return new DemoRun.Order(new Home(folder), folder, DemoOptions.of(seed, quick), quick, false);
  }

  @Test
  void eachSeedAndLengthIsAProjectOfItsOwn() {
    assertEquals("demo-1", order(1, false).project());
    assertEquals("demo-7-quick", order(7, true).project());
  }

  @Test
  void jobIsWhatSwapWouldAskFor() {
    var job = order(3, true).job(Path.of("source.mp4"), Path.of("target.mp4"));

    assertEquals("source.mp4", job.at("/sources/0/file").asText());
    assertEquals("target.mp4", job.at("/targets/0/file").asText());
    assertEquals("quick64", job.at("/training/architecture").asText());
    assertEquals(3, job.at("/training/seed").asLong());
    assertTrue(
        job.at("/training/iterations").asLong()
            < order(3, false).job(Path.of("s"), Path.of("t")).at("/training/iterations").asLong());
  }

  @Test
  void refusesAPlaceThatIsAFileBeforeAnythingIsRendered() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "taken");
    var errors = new StringWriter();
    var command = Commands.commandLine();
    command.setErr(new PrintWriter(errors));

    int code = command.execute("demo", "--out", file.resolve("demo").toString());

    assertEquals(ExitCode.CANNOT_WRITE.code(), code);
    assertTrue(errors.toString().contains("is no folder"), errors.toString());
  }
}
