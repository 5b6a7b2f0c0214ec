package dev.likeness.activities.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and an S3 store (plain HTTP) on a loopback port of its own and does to
 * requests what its plan says. Plan and store may change while it runs; a store that is down is a
 * connection that ends.
 */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket server;
  private final Map<StoreRequest, AtomicInteger> seen = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();
  private final List<Struck> struck = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile URI store;
  private volatile FaultPlan plan = FaultPlan.NONE;

  /** A request that met a fault. */
  public record Struck(StoreRequest request, Fault fault) {}

  private FaultProxy(ServerSocket server, URI store) {
    this.server = server;
    this.store = store;
  }

  /** Listens in front of a store's endpoint, {@code http://host:port}. */
  public static FaultProxy before(URI store) throws IOException {
    ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    FaultProxy proxy = new FaultProxy(server, store);
    Thread.ofPlatform().daemon().name("fault-proxy").start(proxy::accept);
    return proxy;
  }

  /** What clients are told instead of the store's endpoint. */
  public URI endpoint() {
    String host = server.getInetAddress().getHostAddress();
    return URI.create("http://" + host + ":" + server.getLocalPort());
  }

  /** From now on another store, such as the same one restarted on another port. */
  public void store(URI other) {
    store = other;
  }

  /** From now on this plan, with its counts from zero. */
  public synchronized void use(FaultPlan other) {
    plan = other;
    seen.clear();
    all.set(0);
    struck.clear();
  }

  /** What met a fault since the plan was set, in the order of arrival. */
  public List<Struck> struck() {
    return List.copyOf(struck);
  }

  /** How many requests came since the plan was set. */
  public int requests() {
    return all.get();
  }

  synchronized Fault next(StoreRequest request) {
    int ofSame = seen.computeIfAbsent(request, unseen -> new AtomicInteger()).getAndIncrement();
    Fault fault = plan.next(request, ofSame, all.getAndIncrement());
    if (!(fault instanceof Fault.None)) {
      struck.add(new Struck(request, fault));
    }
    return fault;
  }

  Socket connect() throws IOException {
    URI to = store;
    return opened(new Socket(to.getHost(), to.getPort()));
  }

  private Socket opened(Socket socket) throws IOException {
    open.add(socket);
    if (server.isClosed()) {
      socket.close();
    }
    return socket;
  }

  void closed(Socket socket) {
    open.remove(socket);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Exchange exchange = new Exchange(this, opened(server.accept()));
        Thread.ofVirtual().name("fault-exchange").start(exchange);
      } catch (IOException over) {
        // Closed, or a client that was gone at once: the loop's condition decides.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
