package dev.likeness.activities.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildCommandTest {
  @Test
  void aChildFindsTheNativesOfTheImageAndHasItsOwnMemory() {
    assertEquals(
        List.of(
            "-Djava.library.path=/app/natives",
            "-Dorg.bytedeco.javacpp.pathsFirst=true",
            "-Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp",
            "-XX:AOTCache=/app/likeness.aot"),
        ChildCommand.shared(
            List.of(
                "-Xmx1g",
                "-Djava.library.path=/app/natives",
                "-Dorg.bytedeco.javacpp.pathsFirst=true",
                "-Dorg.bytedeco.javacpp.maxBytes=1g",
                "-Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp",
                "-XX:AOTCache=/app/likeness.aot")));
  }
}
