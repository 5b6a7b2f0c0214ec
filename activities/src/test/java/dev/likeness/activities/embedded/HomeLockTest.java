package dev.likeness.activities.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeLockTest {
  /** Holds a home until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      HomeLock.acquire(new Home(Path.of(arguments[0])), "likeness swap");
      System.out.println("held");
      Thread.currentThread().join();
    }
  }

  @Test
  void anotherProcessIsRefusedAndNamedUntilItIsKilled(@TempDir Path folder) throws Exception {
    Home home = new Home(folder);
    Process holder = start(folder);
    try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("held", out.readLine());
      HomeException.Busy refused =
          assertThrows(HomeException.Busy.class, () -> HomeLock.acquire(home, "likeness demo"));
      String sentence = String.valueOf(refused.getMessage());
      assertTrue(sentence.contains("process " + holder.pid()), sentence);
      assertTrue(sentence.contains("likeness swap"), sentence);
      assertEquals(holder.pid(), HomeLock.holder(home).orElseThrow().pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertTrue(HomeLock.holder(home).isEmpty(), "a killed process holds nothing");
    HomeLock.acquire(home, "likeness demo").close();
  }

  private static Process start(Path folder) throws IOException {
    Path java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
    return new ProcessBuilder(
            List.of(
                java.toString(),
                "-Xmx64m",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Holder.class.getName(),
                folder.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void oneProcessCannotHoldAHomeTwice(@TempDir Path folder) throws Exception {
    Home home = new Home(folder);
    HomeLock held = HomeLock.acquire(home, "first");
    assertThrows(HomeException.Busy.class, () -> HomeLock.acquire(home, "second"));
    assertEquals("first", HomeLock.holder(home).orElseThrow().command());
    Process other = start(folder);
    try {
      assertEquals(1, other.waitFor(), "the refusal did not open the home to others");
    } finally {
      other.destroyForcibly();
    }
    held.close();
    held.close();
    HomeLock.acquire(home, "third").close();
  }

  @Test
  void aHomeThatIsAFileIsRefusedWithASentence(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    HomeException refused =
        assertThrows(
            HomeException.Unusable.class, () -> HomeLock.acquire(new Home(file), "likeness"));
    assertTrue(String.valueOf(refused.getMessage()).contains("--home"));
  }

  @Test
  void theServicesTellTheirOwnerAloneWhereTheyAre(@TempDir Path folder) throws IOException {
    Home home = new Home(folder);
    try (EmbeddedServices services = EmbeddedServices.start(home, "likeness demo")) {
      Running running = HomeLock.holder(home).orElseThrow();
      assertEquals(services.temporal(), running.temporal().orElseThrow());
      assertEquals(services.store(), running.store().orElseThrow());
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(home.running())));
      assertTrue(services.temporal().startsWith("127.0.0.1:"), services.temporal());
      connect(services.temporal());
    }
    assertFalse(Files.exists(home.running()));
  }

  /** Fails unless Temporal says it is well. */
  private static void connect(String temporal) {
    WorkflowServiceStubs client =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
    try {
      client.connect(Duration.ofSeconds(20));
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void temporalsPortInUseIsNamed() {
    try (EmbeddedTemporal first = EmbeddedTemporal.start()) {
      int port = Integer.parseInt(first.address().substring(first.address().indexOf(':') + 1));
      HomeException refused =
          assertThrows(HomeException.PortInUse.class, () -> EmbeddedTemporal.start(port));
      assertTrue(String.valueOf(refused.getMessage()).contains("" + port));
    }
  }
}
