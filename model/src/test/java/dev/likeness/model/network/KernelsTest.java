package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import dev.likeness.model.video.StillPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries choose their kernels when they are loaded, so this takes a process of its own. */
class KernelsTest {
  @TempDir Path folder;

  /** As a step does: kernels, then pictures, which load OpenBLAS, then a network. */
  public static void main(String[] args) {
    SameDiffEngine.fixKernels();
    StillPicture.png(Picture.blank(8, 8));
    Architecture network = Architectures.named("quick64");
    try (Tensors weights = Tensors.of(network.parameters().values())) {
      new SameDiffEngine(1).prediction(network, weights, Route.SWAP, 1).close();
    }
    System.out.println("kernels " + Kernels.openBlas());
  }

  @Test
  void theKernelsAreThoseOfTheRecordAlsoWhenPicturesAreReadBeforeANetworkIsMade() throws Exception {
    assertTrue(new SameDiffEngine(2).version().endsWith(Kernels.FAMILY));
    Path said = folder.resolve("said.txt");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            KernelsTest.class.getName());
    // What another machine, or a person, would have it take.
    builder.environment().put("OPENBLAS_CORETYPE", "Sandybridge");
    int end = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
    String text = Files.readString(said);
    assertEquals(0, end, text);
    assertTrue(text.contains("kernels Haswell"), text);
  }
}
