package dev.likeness.activities.bench;

import dev.likeness.model.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a process of the bench starts: reads its order, measures, prints figures as JSON. */
final class PartMain {
  private PartMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PartOrder order = Json.MAPPER.readValue(in.readLine(), PartOrder.class);
    Map<String, Double> figures =
        order.part().measurement().run(order, new Gate(in, System.out));
    System.out.println(Json.MAPPER.writeValueAsString(figures));
    System.exit(0);
  }
}
