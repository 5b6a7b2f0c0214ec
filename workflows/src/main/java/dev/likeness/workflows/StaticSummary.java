package dev.likeness.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The line by which a person knows a workflow in Temporal's list, made of its request. */
public final class StaticSummary {
  /** Temporal refuses a workflow whose summary has more than 400 bytes as JSON. */
  private static final int LONGEST = 300;

  private static final int LONGEST_NAME = 80;
  private static final int OF_A_DIGEST = 8;

  private StaticSummary() {}

  /** Such as {@code anna.mp4 -> film.mp4, quick64, 3,000 iterations}; says what is written only. */
  public static String of(String workflowType, Request request) {
    Map<String, Object> fields = fields(request.written());
    String text =
        switch (workflowType) {
          case "FaceSwap" ->
              media(fields.get("sources"))
                  + " -> "
                  + media(fields.get("targets"))
                  + training(fields);
          case "ExtractFaces" -> "Faces of " + medium(fields.get("medium"));
          case "TrainModel" -> trained(fields) + training(fields);
          case "ConvertVideo" -> "Convert " + medium(fields.get("target"));
          default -> String.valueOf(fields.get("project"));
        };
    return cut(text, LONGEST);
  }

  private static String trained(Map<String, Object> fields) {
    return fields.get("model") instanceof String model
        ? "Train " + cut(model, LONGEST_NAME)
        : "Train for " + cut(String.valueOf(fields.get("project")), LONGEST_NAME);
  }

  private static String training(Map<String, Object> fields) {
    Map<String, Object> training = fields(fields.get("training"));
    List<String> said = new ArrayList<>();
    said.add("");
    if (training.get("architecture") instanceof String architecture) {
      said.add(architecture);
    }
    if (training.get("iterations") instanceof Number iterations) {
      said.add(String.format(Locale.ROOT, "%,d iterations", iterations.longValue()));
    }
    if (training.get("minutes") instanceof Number minutes) {
      double given = minutes.doubleValue();
      said.add((given == Math.rint(given) ? "" + (long) given : "" + given) + " minutes");
    }
    return String.join(", ", said);
  }

  private static String media(@Nullable Object written) {
    if (!(written instanceof List<?> all) || all.isEmpty()) {
      return "?";
    }
    String first = medium(all.getFirst());
    return all.size() == 1 ? first : first + " and " + (all.size() - 1) + " more";
  }

  private static String medium(@Nullable Object written) {
    if (written instanceof Medium medium) {
      return named(medium.name(), medium.range().orElse(""));
    }
    Map<String, Object> fields = fields(written);
    Object range = fields.get("range");
    String frames = range instanceof String text ? text : "";
    if (fields.get("name") instanceof String name) {
      return named(name, frames);
    }
    for (String digest : List.of("media", "faceset")) {
      if (fields.get(digest) instanceof String hex) {
        return named(hex.substring(0, Math.min(OF_A_DIGEST, hex.length())), frames);
      }
    }
    return "?";
  }

  private static String named(String name, String range) {
    return cut(name, LONGEST_NAME) + (range.isEmpty() ? "" : " (" + cut(range, 24) + ")");
  }

  private static Map<String, Object> fields(@Nullable Object written) {
    Map<String, Object> fields = new TreeMap<>();
    if (written instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (value != null) {
              fields.put(String.valueOf(name), value);
            }
          });
    }
    return fields;
  }

  /** On one line, and of so many bytes as JSON at most. */
  private static String cut(String text, int bytes) {
    StringBuilder kept = new StringBuilder();
    int room = bytes - 3;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int point = text.codePointAt(i);
      int shown = Character.isISOControl(point) ? ' ' : point;
      room -= shown == '"' || shown == '\\' ? 2 : shown < 0x80 ? 1 : shown < 0x800 ? 2 : 4;
      if (room < 0) {
        return kept.append('…').toString();
      }
      kept.appendCodePoint(shown);
    }
    return kept.toString();
  }
}
