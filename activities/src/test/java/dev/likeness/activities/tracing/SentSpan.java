package dev.likeness.activities.tracing;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it arrives: the field numbers are those of OTLP's {@code trace.proto}.
 *
 * @param parent empty for the first of a trace
 * @param began in milliseconds since 1970
 * @param ended in milliseconds since 1970
 * @param attributes texts, numbers and lists of texts, written out
 * @param events their names, in order
 * @param error empty unless the span's status is an error
 */
public record SentSpan(
    String trace,
    String id,
    String parent,
    String name,
    long began,
    long ended,
    Map<String, String> attributes,
    List<String> events,
    String error) {
  private static final long NANOS = 1_000_000;
  private static final long ERROR = 2;

  /** All spans of a request, by the fields of {@code ExportTraceServiceRequest}. */
  static List<SentSpan> of(UnknownFieldSet request) {
    List<SentSpan> spans = new ArrayList<>();
    for (UnknownFieldSet resource : messages(request, 1)) {
      for (UnknownFieldSet scope : messages(resource, 2)) {
        for (UnknownFieldSet span : messages(scope, 2)) {
          spans.add(read(span));
        }
      }
    }
    return spans;
  }

  /** What the request says of who sends it. */
  static Map<String, String> resource(UnknownFieldSet request) {
    Map<String, String> attributes = new TreeMap<>();
    for (UnknownFieldSet resource : messages(request, 1)) {
      messages(resource, 1).forEach(all -> attributes.putAll(attributes(all, 1)));
    }
    return attributes;
  }

  private static SentSpan read(UnknownFieldSet span) {
    String error = "";
    for (UnknownFieldSet status : messages(span, 15)) {
      if (status.getField(3).getVarintList().contains(ERROR)) {
        error = text(status, 2);
      }
    }
    return new SentSpan(
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        text(span, 5),
        span.getField(7).getFixed64List().getFirst() / NANOS,
        span.getField(8).getFixed64List().getFirst() / NANOS,
        attributes(span, 9),
        messages(span, 11).stream().map(event -> text(event, 2)).toList(),
        error);
  }

  private static Map<String, String> attributes(UnknownFieldSet message, int field) {
    Map<String, String> attributes = new TreeMap<>();
    for (UnknownFieldSet pair : messages(message, field)) {
      attributes.put(text(pair, 1), value(messages(pair, 2).getFirst()));
    }
    return attributes;
  }

  private static String value(UnknownFieldSet any) {
    if (any.hasField(3)) {
      return String.valueOf(any.getField(3).getVarintList().getFirst());
    }
    if (any.hasField(5)) {
      return String.join(
          ",", messages(messages(any, 5).getFirst(), 1).stream().map(SentSpan::value).toList());
    }
    return text(any, 1);
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream()
        .map(OtlpCollector::parse)
        .toList();
  }

  private static ByteString bytes(UnknownFieldSet message, int field) {
    List<ByteString> all = message.getField(field).getLengthDelimitedList();
    return all.isEmpty() ? ByteString.EMPTY : all.getLast();
  }

  private static String text(UnknownFieldSet message, int field) {
    return bytes(message, field).toStringUtf8();
  }

  private static String hex(UnknownFieldSet message, int field) {
    return HexFormat.of().formatHex(bytes(message, field).toByteArray());
  }
}
