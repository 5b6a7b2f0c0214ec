package dev.likeness.activities.observability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A Prometheus server's HTTP API. */
public record Prometheus(String url, HttpClient http) {
  /** How many series an expression has at any time between two moments, looked at every 2 s. */
  public int series(String expression, Instant from, Instant to) {
    JsonNode answer =
        get(
            "/api/v1/query_range?step=2&start="
                + from.getEpochSecond()
                + "&end="
                + to.getEpochSecond()
                + "&query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(expression + ": " + answer.path("error").asText());
    }
    return answer.path("data").path("result").size();
  }

  /** The sum of an expression now; 0 where there is nothing. */
  public double sum(String expression) {
    JsonNode result =
        get("/api/v1/query?query="
                + URLEncoder.encode("sum(" + expression + ")", StandardCharsets.UTF_8))
            .path("data")
            .path("result");
    return result.isEmpty() ? 0 : result.path(0).path("value").path(1).asDouble();
  }

  private JsonNode get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + path)).build();
      return Json.MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
