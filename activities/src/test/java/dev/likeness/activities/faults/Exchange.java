package dev.likeness.activities.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request and its answer, or what a fault leaves of them. */
final class Exchange implements Runnable {
  private static final int BUFFER = 64 << 10;

  private final FaultProxy proxy;
  private final Socket client;
  private final List<Socket> connections = new ArrayList<>();

  Exchange(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  @Override
  public void run() {
    connections.add(client);
    try {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
      Optional<HttpHead> head = HttpHead.read(in);
      if (head.isPresent()) {
        handle(head.get(), new Bounded(in, head.get().length().orElse(0)));
      }
    } catch (IOException over) {
      // One of the two hung up, as they may.
    } finally {
      close();
    }
  }

  private Socket connect() throws IOException {
    Socket store = proxy.connect();
    connections.add(store);
    store.setTcpNoDelay(true);
    return store;
  }

  private void close() {
    for (Socket socket : connections) {
      try {
        socket.close();
      } catch (IOException gone) {
        // That is what was wanted.
      }
      proxy.closed(socket);
    }
  }

  private void handle(HttpHead head, Bounded body) throws IOException {
    switch (proxy.next(StoreRequest.of(head))) {
      case Fault.None none -> relay(head, body, Integer.MAX_VALUE);
      case Fault.Answer answer ->
          answer(
              head,
              body,
              answer.status(),
              """
              <?xml version="1.0" encoding="UTF-8"?>
              <Error><Code>%s</Code><Message>%s</Message><RequestId>fault</RequestId></Error>"""
                  .formatted(answer.code(), answer.code()));
      case Fault.Pretend pretend -> answer(head, body, 200, "<?xml version");
      case Fault.CutRequest(double share) -> cut(head, body, share);
      case Fault.CutResponse(double share) -> {
        byte[] answer = deliver(head, body, Integer.MAX_VALUE).readAllBytes();
        client.getOutputStream().write(answer, 0, (int) (answer.length * share));
      }
      case Fault.LoseResponse lost -> deliver(head, body, Integer.MAX_VALUE).readAllBytes();
      case Fault.Twice twice -> {
        byte[] content = body.readAllBytes();
        deliver(head, again(content), Integer.MAX_VALUE).readAllBytes();
        relay(head, again(content), Integer.MAX_VALUE);
      }
      case Fault.Stall stall -> {
        body.drain();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
      case Fault.Slow(int bytesPerSecond) -> relay(head, body, bytesPerSecond);
      case Fault.Damage damage -> {
        byte[] answer = deliver(head, body, Integer.MAX_VALUE).readAllBytes();
        answer[answer.length - 1] ^= 1;
        client.getOutputStream().write(answer);
      }
      case Fault.Race(Runnable rival) -> {
        rival.run();
        relay(head, body, Integer.MAX_VALUE);
      }
    }
  }

  private static Bounded again(byte[] content) {
    return new Bounded(new ByteArrayInputStream(content), content.length);
  }

  private void relay(HttpHead head, Bounded body, int bytesPerSecond) throws IOException {
    pump(deliver(head, body, bytesPerSecond), client.getOutputStream(), bytesPerSecond);
  }

  /** Sends the whole request, and gives its answer, which ends where the connection ends. */
  private InputStream deliver(HttpHead head, Bounded body, int bytesPerSecond) throws IOException {
    Socket store = connect();
    try {
      store.getOutputStream().write(head.bytes());
      pump(body, store.getOutputStream(), bytesPerSecond);
    } catch (IOException early) {
      // A store that refuses answers before it has read everything: the client hears that answer.
      body.drain();
    }
    return store.getInputStream();
  }

  private void cut(HttpHead head, Bounded body, double share) throws IOException {
    byte[] start = head.bytes();
    long whole = start.length + head.length().orElse(0);
    if (share > 0) {
      Socket store = connect();
      InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), body);
      pump(new Bounded(all, (long) (whole * share)), store.getOutputStream(), Integer.MAX_VALUE);
      store.setSoLinger(true, 0);
    }
    client.setSoLinger(true, 0);
  }

  private void answer(HttpHead head, Bounded body, int status, String content) throws IOException {
    body.drain();
    byte[] said =
        head.method().equals("HEAD") ? new byte[0] : content.getBytes(StandardCharsets.UTF_8);
    String first =
        "HTTP/1.1 %d Fault\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
            .formatted(status, said.length);
    OutputStream out = client.getOutputStream();
    out.write((first + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(said);
    out.flush();
  }

  private static void pump(InputStream from, OutputStream to, int bytesPerSecond)
      throws IOException {
    Pace pace = new Pace(bytesPerSecond);
    byte[] buffer = new byte[Math.clamp(bytesPerSecond / 20, 1, BUFFER)];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      pace.spend(count);
      to.write(buffer, 0, count);
    }
    to.flush();
  }
}
