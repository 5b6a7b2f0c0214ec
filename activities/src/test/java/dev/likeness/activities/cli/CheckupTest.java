package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.Home;
import dev.likeness.model.network.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {
  @Test
  void theDevicesAreNamedWithTheirGpus() {
    var line =
        Checkup.devices(
            () -> List.of(new Gpu("NVIDIA A100-SXM4-80GB", 8, 0), new Gpu("Tesla T4", 7, 5)));
    assertEquals(Checkup.Verdict.OK, line.verdict());
    assertEquals("cpu, cuda (NVIDIA A100-SXM4-80GB, 8.0; Tesla T4, 7.5)", line.sentence());
  }

  @Test
  void aGpuThatIsNewerThanCudaIsWarnedOf() {
    var line = Checkup.devices(() -> List.of(new Gpu("NVIDIA L4", 8, 9)));
    assertEquals(Checkup.Verdict.WARN, line.verdict());
    assertTrue(line.sentence().endsWith("up to compute capability 8.6"), line.sentence());
  }

  @Test
  void aProgramWithoutCudaIsFitAndSaysWhyItHasTheCpuOnly() {
    var line = Checkup.devices(Gpu::all);
    assertEquals(Checkup.Verdict.OK, line.verdict());
    assertTrue(
        line.sentence().startsWith("cpu. device: cuda is not to be had, as this program's engine"),
        line.sentence());
  }

  @Test
  void whatLayDamagedInTheStoreIsToldOf(@TempDir Path folder) throws IOException {
    Checkup checkup = new Checkup(new Home(folder));
    assertEquals(Checkup.Verdict.OK, checkup.damage().verdict());
    Path damaged = Files.createDirectories(folder.resolve("damaged/manifests/ab"));
    Files.createFile(damaged.resolve("x.json"));
    assertEquals(Checkup.Verdict.WARN, checkup.damage().verdict());
    assertTrue(checkup.damage().sentence().startsWith("1 damaged"), checkup.damage().sentence());
  }
}
