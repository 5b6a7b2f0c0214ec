package dev.likeness.activities.bench;

import dev.likeness.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a process of the bench starts: reads its order, measures, prints figures as JSON. */
final class PartMain {
  private PartMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    // Exactly one line: the rest of the pipe is the gate's.
    var line = new ByteArrayOutputStream();
    for (int next = System.in.read(); next != '\n' && next >= 0; next = System.in.read()) {
      line.write(next);
    }
    PartOrder order = Json.MAPPER.readValue(line.toString(StandardCharsets.UTF_8), PartOrder.class);
    Map<String, Double> figures =
        order.part().measurement().run(order, new Gate(System.in, System.out));
    System.out.println(Json.MAPPER.writeValueAsString(figures));
    System.exit(0);
  }
}
