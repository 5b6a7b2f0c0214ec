package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code put} and {@code get} as typed, on a home with its real store. */
final class PutAndGetTest {
  @TempDir Path folder;

  private String home() {
    return folder.resolve("home").toString();
  }

  @Test
  void whatWasPutIsFoundBySha256() throws IOException {
    byte[] footage = {1, 2, 3, 4};
    Path file = Files.write(folder.resolve("anna.mp4"), footage);
    TypedCommand put = TypedCommand.run("put", file.toString(), "--json", "--home", home());
    assertEquals(0, put.code(), put.error());
    JsonNode stored = Json.MAPPER.readTree(put.out()).get(0);
    assertEquals("anna.mp4", stored.path("name").asText());

    Path back = folder.resolve("out/back.mp4");
    String digest = stored.path("media").asText();
    TypedCommand get = TypedCommand.run("get", digest, "--out", back.toString(), "--home", home());
    assertEquals(0, get.code(), get.error());
    assertArrayEquals(footage, Files.readAllBytes(back));
  }

  @Test
  void whatIsNotThereIsRefusedAndNothingIsLeft() {
    TypedCommand put =
        TypedCommand.run("put", folder.resolve("no.mp4").toString(), "--home", home());
    assertEquals(ExitCode.NO_INPUT.code(), put.code());
    assertTrue(put.error().contains("no.mp4 is not there"), put.error());

    Path back = folder.resolve("back.mp4");
    TypedCommand slip = TypedCommand.run("get", "abc", "--out", back.toString(), "--home", home());
    assertEquals(ExitCode.USAGE.code(), slip.code());
    TypedCommand none =
        TypedCommand.run("get", "0".repeat(64), "--out", back.toString(), "--home", home());
    assertTrue(none.code() != 0, "there is no such blob");
    assertFalse(Files.exists(back));
  }
}
