package dev.likeness.activities.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.likeness.activities.faults.StoreRequest.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy before a small server that counts what reaches it and gives it back. */
final class FaultProxyTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Integer> arrived = new ArrayList<>();
  private HttpServer store;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          synchronized (arrived) {
            arrived.add(body.length);
          }
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    store.start();
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    proxy = FaultProxy.before(URI.create("http://" + host + ":" + store.getAddress().getPort()));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    store.stop(0);
    client.close();
  }

  private HttpResponse<byte[]> put(byte[] content) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(proxy.endpoint().resolve("/bucket/a/b"))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private List<Integer> arrived() {
    synchronized (arrived) {
      return List.copyOf(arrived);
    }
  }

  @Test
  void passesOnWhatNoFaultIsPlannedFor() throws Exception {
    byte[] content = new byte[300_000];
    content[200_000] = 7;
    assertArrayEquals(content, put(content).body());
    assertEquals(List.of(), proxy.struck());
  }

  @Test
  void answersInPlaceOfTheStore() throws Exception {
    proxy.use(FaultPlan.storm(2, Fault.Answer.SLOW_DOWN));
    assertEquals(503, put(new byte[10]).statusCode());
    HttpResponse<byte[]> second = put(new byte[10]);
    assertTrue(new String(second.body(), StandardCharsets.UTF_8).contains("<Code>SlowDown"));
    assertEquals(200, put(new byte[10]).statusCode());
    assertEquals(List.of(10), arrived());
  }

  @Test
  void losesAnAnswerToARequestThatArrived() {
    proxy.use(FaultPlan.first(1, ALL, new Fault.LoseResponse()));
    assertThrows(IOException.class, () -> put(new byte[10]));
    assertEquals(List.of(10), arrived());
  }

  @Test
  void cutsAnAnswerInTheMiddle() {
    proxy.use(FaultPlan.first(1, ALL, new Fault.CutResponse(0.5)));
    assertThrows(IOException.class, () -> put(new byte[100_000]));
    assertEquals(List.of(100_000), arrived());
  }

  @Test
  void cutsARequestBeforeItIsWhole() {
    proxy.use(FaultPlan.first(2, ALL, new Fault.CutRequest(0.5)));
    assertThrows(IOException.class, () -> put(new byte[100_000]));
    assertEquals(List.of(), arrived());
  }

  @Test
  void deliversARequestTwice() throws Exception {
    proxy.use(FaultPlan.first(1, ALL, new Fault.Twice()));
    assertEquals(200, put(new byte[10]).statusCode());
    assertEquals(List.of(10, 10), arrived());
  }

  @Test
  void damagesAnAnswerByOneBit() throws Exception {
    proxy.use(FaultPlan.first(1, ALL, new Fault.Damage()));
    assertArrayEquals(new byte[] {0, 0, 1}, put(new byte[3]).body());
  }

  @Test
  void letsARivalGoFirst() throws Exception {
    proxy.use(
        FaultPlan.first(
            1,
            ALL,
            new Fault.Race(
                () -> {
                  synchronized (arrived) {
                    arrived.add(-1);
                  }
                })));
    put(new byte[10]);
    assertEquals(List.of(-1, 10), arrived());
  }

  @Test
  void endsAStalledConnectionWhenItCloses() throws Exception {
    proxy.use(FaultPlan.every(ALL, new Fault.Stall()));
    var answer =
        client.sendAsync(
            HttpRequest.newBuilder(proxy.endpoint().resolve("/b/x")).build(),
            HttpResponse.BodyHandlers.discarding());
    while (proxy.requests() == 0) {
      Thread.onSpinWait();
    }
    assertFalse(answer.isDone());
    proxy.close();
    assertThrows(ExecutionException.class, answer::get);
  }

  @Test
  void aSeedGivesTheSameFaultsAndAnotherSeedOthers() {
    List<Fault> faults = List.of(Fault.Answer.SLOW_DOWN, new Fault.LoseResponse());
    assertEquals(
        faults(FaultPlan.seeded(1, 0.3, faults)), faults(FaultPlan.seeded(1, 0.3, faults)));
    assertNotEquals(
        faults(FaultPlan.seeded(1, 0.3, faults)), faults(FaultPlan.seeded(2, 0.3, faults)));
    long struck =
        faults(FaultPlan.seeded(3, 0.3, faults)).stream()
            .filter(fault -> !(fault instanceof Fault.None))
            .count();
    assertTrue(struck > 230 && struck < 370, struck + " of 1000");
  }

  private static List<Fault> faults(FaultPlan plan) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> plan.next(new StoreRequest(Kind.GET, "blobs/" + i % 100), i / 100, i))
        .toList();
  }
}
