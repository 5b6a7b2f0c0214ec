package dev.likeness.model.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void theBytesAreOnTheDiskBeforeTheNameAndTheNameWhenItReturns() throws Exception {
    Path to = Files.writeString(folder.resolve("film.mp4"), "the one before");
    Path finished = Files.writeString(folder.resolve(".film.mp4.part"), "the film");
    Path dump = elsewhere.resolve("forced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      DurableFiles.rename(finished, to);
      recording.stop();
      recording.dump(dump);
    }
    assertEquals("the film", Files.readString(to));
    assertTrue(Files.notExists(finished));
    assertEquals(
        List.of(finished.toString(), folder.toString()),
        RecordingFile.readAllEvents(dump).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
            .map(event -> event.getString("path"))
            .toList());
  }
}
