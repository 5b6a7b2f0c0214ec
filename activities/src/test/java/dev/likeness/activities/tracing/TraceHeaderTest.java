package dev.likeness.activities.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.interceptors.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Headers that others wrote. */
final class TraceHeaderTest {
  private static final List<String> TEXTS =
      List.of(
          "null",
          "[]",
          "7",
          "no JSON",
          "{}",
          "{\"traceparent\":null}",
          "{\"traceparent\":\"00-7-7-01\",\"began\":\"now\"}");

  @Test
  void aHeaderThatNobodyHereCanReadNamesNoTrace() {
    for (String text : TEXTS) {
      for (String encoding : List.of("json/plain", "binary/encrypted")) {
        Payload payload =
            Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
                .setData(ByteString.copyFromUtf8(text))
                .build();
        TraceHeader header = TraceHeader.of(new Header(Map.of("_tracer-data", payload)));
        assertEquals(Optional.empty(), header.parent(), text);
        assertEquals(Optional.empty(), header.number("began"), text);
      }
    }
  }
}
