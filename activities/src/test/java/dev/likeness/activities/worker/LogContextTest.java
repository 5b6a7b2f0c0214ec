package dev.likeness.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.runner.ChildCommand;
import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.RunRequest;
import dev.likeness.workflows.StepSpec;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A worker's log as JSON, written by a process of its own: a log is set up once. */
final class LogContextTest {
  private static final RunRequest REQUEST =
      new RunRequest(
          "film",
          "job-7",
          "run-1",
          0,
          List.of(new StepSpec("extract", Map.of(), Map.of("from", 0), "")));

  private static final SpanContext SPAN =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  /** The process: one line about a run, one about nothing. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      System.setProperty("logback.configurationFile", "logback-json.xml");
      var log = LoggerFactory.getLogger(Writer.class);
      try (var _ = Context.root().with(Span.wrap(SPAN)).makeCurrent();
          var _ = LogContext.of(REQUEST)) {
        log.info("about a \"run\"");
      }
      log.warn("about nothing", new IOException("broken"));
    }
  }

  @Test
  void aLineIsAnObjectThatSaysWhoseRunItIsAbout(@TempDir Path folder) throws Exception {
    List<String> line =
        new ArrayList<>(
            ChildCommand.likeThis(List.of(Writer.class.getName()))
                .with(JvmProfile.plain(64), folder));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = new ArrayList<>();
    try (var out = process.inputReader()) {
      out.lines().forEach(lines::add);
    }
    assertEquals(0, process.waitFor());
    assertEquals(2, lines.size(), lines::toString);
    JsonNode about = Json.MAPPER.readTree(lines.getFirst());
    assertEquals("about a \"run\"", about.path("formattedMessage").asText());
    assertEquals("INFO", about.path("level").asText());
    assertEquals("job-7", about.path("mdc").path("workflow").asText());
    assertEquals("run-1", about.path("mdc").path("run").asText());
    assertEquals("extract", about.path("mdc").path("kind").asText());
    assertEquals("film", about.path("mdc").path("project").asText());
    assertEquals(RequestedRun.of(REQUEST).key().hex(), about.path("mdc").path("key").asText());
    assertEquals(SPAN.getTraceId(), about.path("mdc").path("trace_id").asText());
    JsonNode nothing = Json.MAPPER.readTree(lines.getLast());
    assertFalse(nothing.path("mdc").has("workflow"));
    assertFalse(nothing.path("mdc").has("trace_id"));
    assertEquals("broken", nothing.path("throwable").path("message").asText());
  }
}
