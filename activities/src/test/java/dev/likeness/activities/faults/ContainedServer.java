package dev.likeness.activities.faults;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.likeness.activities.store.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/** A real server in a container, which dies and comes back at the same place with its data. */
public final class ContainedServer implements AutoCloseable {
  private static final int S3 = 9000;
  private static final int TEMPORAL = 7233;
  private static final String KEY = "contained";
  private static final String SECRET = "contained-secret";

  private final GenericContainer<?> container;
  private final WaitStrategy ready;
  private final int port;

  private ContainedServer(GenericContainer<?> container, int inside, WaitStrategy ready) {
    this.container = container;
    this.ready = ready;
    port = free();
    // A port that Docker chooses is another one after each start.
    var binding = new PortBinding(Ports.Binding.bindPort(port), new ExposedPort(inside));
    container
        .withExposedPorts(inside)
        .waitingFor(ready)
        .withCreateContainerCmdModifier(
            command ->
                Objects.requireNonNullElseGet(command.getHostConfig(), HostConfig::new)
                    .withPortBindings(binding));
    container.start();
  }

  /** Whether there is a Docker to run containers with. */
  public static boolean dockerIsThere() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Temporal's development server, with its database on a disk. */
  public static ContainedServer temporal() {
    return new ContainedServer(
        new GenericContainer<>("temporalio/temporal:1.5.1")
            .withCommand(
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "0.0.0.0",
                "--db-filename",
                "/tmp/temporal.db"),
        TEMPORAL,
        Wait.forLogMessage(".*Server:.*\\n", 1));
  }

  public static ContainedServer minio() {
    return new ContainedServer(
        new GenericContainer<>("minio/minio:latest")
            .withEnv("MINIO_ROOT_USER", KEY)
            .withEnv("MINIO_ROOT_PASSWORD", SECRET)
            .withCommand("server", "/data"),
        S3,
        Wait.forHttp("/minio/health/live").forPort(S3));
  }

  private static int free() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  public String hostAndPort() {
    return container.getHost() + ":" + port;
  }

  /** A bucket of one's own in a {@link #minio}; it is made by whoever uses it first. */
  public StoreAddress bucket() {
    return new StoreAddress(
        URI.create("http://" + hostAndPort()),
        "likeness-it-" + UUID.randomUUID(),
        "us-east-1",
        KEY,
        SECRET);
  }

  /** SIGKILL. */
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  /** Starts what was killed, on what it had written. */
  public void start() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    ready.waitUntilReady(container);
  }

  @Override
  public void close() {
    container.close();
  }
}
