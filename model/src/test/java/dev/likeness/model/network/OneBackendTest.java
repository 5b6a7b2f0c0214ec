package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

class OneBackendTest {
  private static final String BACKENDS = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
  private static final String OTHERS = "META-INF/services/org.nd4j.other";

  @TempDir Path folder;

  @Test
  void oneDevicesBackendIsSeenAndNoServiceOfTheOthers() throws IOException {
    Path cpu = jar("cpu", "# a comment\norg.nd4j.linalg.cpu.nativecpu.CpuBackend\n");
    Path cuda = jar("cuda", "org.nd4j.linalg.jcublas.JCublasBackend");
    Path more = Files.createDirectories(folder.resolve("more/META-INF/services"));
    Files.writeString(more.resolve("org.nd4j.other"), "more");
    try (var all = new URLClassLoader(urls(cpu, cuda, folder.resolve("more")), null)) {
      assertTrue(OneBackend.has(Device.CPU, all));
      assertTrue(OneBackend.has(Device.CUDA, all));
      var onCpu = new OneBackend(Device.CPU, all);
      assertEquals(List.of("cpu"), seen(onCpu, BACKENDS));
      assertEquals(List.of("cpu", "more"), seen(onCpu, OTHERS));
      var onCuda = new OneBackend(Device.CUDA, all);
      assertEquals(List.of("cuda"), seen(onCuda, BACKENDS));
      assertEquals(List.of("cuda", "more"), seen(onCuda, OTHERS));
      assertTrue(OneBackend.has(Device.CUDA, onCpu), "hidden is not absent");
    }
  }

  @Test
  void aClassPathWithoutABackendHasNone() throws IOException {
    try (var all = new URLClassLoader(urls(jar("cpu", "x.CpuBackend")), null)) {
      assertFalse(OneBackend.has(Device.CPU, all));
      assertFalse(OneBackend.has(Device.CUDA, all));
    }
  }

  @Test
  void whatAProcessComputesOnIsChosenOnce() {
    var _ = new SameDiffEngine(1);
    assertSame(Device.CPU, OneBackend.choose(Device.CUDA));
    assertTrue(ND4JClassLoading.getNd4jClassloader() instanceof OneBackend);
    assertTrue(Nd4j.getEnvironment().isCPU());
  }

  private Path jar(String name, String backend) throws IOException {
    Path services = Files.createDirectories(folder.resolve(name + "/META-INF/services"));
    Files.writeString(folder.resolve(name + "/" + BACKENDS), backend);
    Files.writeString(services.resolve("org.nd4j.other"), name);
    return folder.resolve(name);
  }

  private static URL[] urls(Path... places) throws IOException {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return urls;
  }

  /** The names of the folders in which a file is seen. */
  private List<String> seen(ClassLoader loader, String file) throws IOException {
    return Collections.list(loader.getResources(file)).stream()
        .map(url -> folder.relativize(Path.of(url.getPath())).getName(0).toString())
        .toList();
  }
}
