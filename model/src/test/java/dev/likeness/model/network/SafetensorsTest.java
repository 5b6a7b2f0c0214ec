package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackWithTheFilesOwnDigest() throws Exception {
    Path file = folder.resolve("a.safetensors");
    try (Tensors tensors = numbered(3, 5);
        Tensors back = numbered(3, 5)) {
      String digest = Safetensors.write(file, tensors);
      back.segment("two").fill((byte) 0);
      assertEquals(digest, Safetensors.read(file, back));
      assertArrayEquals(tensors.floats("two"), back.floats("two"));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      assertEquals(HexFormat.of().formatHex(hash), digest);
    }
  }

  @Test
  void aFileThatWasCutShortIsRefused() throws Exception {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 4, 20, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      try (Tensors tensors = numbered(3, 5)) {
        assertThrows(BrokenTensorsException.class, () -> Safetensors.read(file, tensors));
      }
    }
  }

  @Test
  void aTensorOfAnotherShapeIsNamed() throws Exception {
    Path file = written();
    try (Tensors tensors = numbered(5, 3)) {
      var error = assertThrows(BrokenTensorsException.class, () -> Safetensors.read(file, tensors));
      assertTrue(String.valueOf(error.getMessage()).contains("two is F32[3, 5]"));
    }
  }

  @Test
  void missingAndUnknownTensorsAreNamed() throws Exception {
    Path file = written();
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put("one", List.of(7L));
    shapes.put("three", List.of(3L, 5L));
    try (Tensors tensors = new Tensors(shapes)) {
      var error = assertThrows(BrokenTensorsException.class, () -> Safetensors.read(file, tensors));
      assertTrue(String.valueOf(error.getMessage()).contains("three is missing"));
      assertTrue(String.valueOf(error.getMessage()).contains("two is unknown"));
    }
  }

  private Path written() throws IOException {
    Path file = folder.resolve("b.safetensors");
    try (Tensors tensors = numbered(3, 5)) {
      Safetensors.write(file, tensors);
    }
    return file;
  }

  private static Tensors numbered(long rows, long columns) {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put("one", List.of(7L));
    shapes.put("two", List.of(rows, columns));
    Tensors tensors = new Tensors(shapes);
    for (String name : tensors.names()) {
      var memory = tensors.segment(name);
      for (int i = 0; i < memory.byteSize() / Float.BYTES; i++) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, i + 0.5f);
      }
    }
    return tensors;
  }
}
