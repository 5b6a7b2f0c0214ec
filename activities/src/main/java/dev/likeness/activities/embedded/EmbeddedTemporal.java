package dev.likeness.activities.embedded;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's Java test server in real time, on the loopback only. It keeps histories in memory:
 * after a restart, results are found by their step keys. (Its own TestServer listens on all
 * addresses, hence the internal classes.)
 */
public final class EmbeddedTemporal implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 16 << 20;
  private static final long SECONDS_TO_STOP = 2;

  private final TestServicesStarter services;
  private final Server server;

  private EmbeddedTemporal(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /** Listens on a free port. */
  public static EmbeddedTemporal start() {
    return start(0);
  }

  /** Listens on the given port, or on a free one for 0. */
  public static EmbeddedTemporal start(int port) {
    // Locked time skipping is real time; 0 starts the clock at now.
    TestServicesStarter services = new TestServicesStarter(true, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                InsecureServerCredentials.create())
            .maxInboundMessageSize(LARGEST_MESSAGE);
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    Server server = builder.build();
    try {
      server.start();
    } catch (IOException refused) {
      services.close();
      throw new HomeException.PortInUse(
          "Temporal's port " + port + " is in use: end that process or choose another port.",
          refused);
    }
    return new EmbeddedTemporal(services, server);
  }

  /** Whether an address may be an embedded server's: those listen on the loopback alone. */
  public static boolean mayBeAt(String address) {
    return address.startsWith(InetAddress.getLoopbackAddress().getHostAddress() + ":");
  }

  /** Where clients and workers connect, as host:port. */
  public String address() {
    return InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getPort();
  }

  @Override
  public void close() {
    // Long polls never end by themselves: they are cut after a moment.
    server.shutdown();
    try {
      if (!server.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        server.shutdownNow().awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupted) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      services.close();
    }
  }
}
