package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SlugTest {
  @Test
  void keepsLettersAndDigitsOfAFilesName() {
    assertEquals("holiday-2024-final", Slug.of(Path.of("/films/Holiday 2024 (final).MP4")));
    assertEquals("cafe-uber", Slug.of(Path.of("Café über.mov")));
    assertEquals("v1-2", Slug.of(Path.of("__v1.2__.mkv")));
  }

  @Test
  void isNeverEmptyNorLongerThanANameMayBe() {
    assertEquals("project", Slug.of(Path.of("映画.mp4")));
    assertEquals("project", Slug.of(Path.of("/")));
    assertEquals("hidden", Slug.of(Path.of(".hidden")));
    assertEquals(63, Slug.of(Path.of("x".repeat(100) + ".mp4")).length());
  }
}
