package dev.likeness.activities.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Speaks TLS on a loopback port of its own, and plainly with the server behind it. With mutual TLS
 * it lets in only clients of its own authority.
 */
public final class TlsProxy implements AutoCloseable {
  private final SSLServerSocket server;
  private final InetSocketAddress behind;
  private final AtomicInteger refused = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsProxy(SSLServerSocket server, InetSocketAddress behind) {
    this.server = server;
    this.behind = behind;
  }

  /**
   * Listens in front of a plain server, with the certificates of a test.
   *
   * @param protocol that the server speaks: {@code h2} or {@code http/1.1}
   */
  public static TlsProxy before(
      InetSocketAddress behind, TestCertificates certificates, boolean mutual, String protocol)
      throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            certificates
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 64, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    parameters.setNeedClientAuth(mutual);
    server.setSSLParameters(parameters);
    TlsProxy proxy = new TlsProxy(server, behind);
    Thread.ofPlatform().daemon().name("tls-proxy").start(proxy::accept);
    return proxy;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many clients were turned away. */
  public int refused() {
    return refused.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket client = (SSLSocket) server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SSLSocket client) {
    try {
      client.startHandshake();
    } catch (IOException stranger) {
      refused.incrementAndGet();
      end(client);
      return;
    }
    try {
      Socket plain = new Socket(behind.getAddress(), behind.getPort());
      open.add(plain);
      Thread.ofVirtual().start(() -> pass(client, plain));
      pass(plain, client);
    } catch (IOException gone) {
      end(client);
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[16 << 10];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        out.write(bytes, 0, read);
        out.flush();
      }
    } catch (IOException ended) {
      // Either side may leave.
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException already) {
      // As good as closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Set.copyOf(open).forEach(this::end);
  }
}
