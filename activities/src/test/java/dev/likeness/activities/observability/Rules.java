package dev.likeness.activities.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule file, as far as it is written here: one key a line, folded expressions indented. */
public record Rules(Map<String, String> recorded, Map<String, String> alerts) {
  private static final Pattern NAME = Pattern.compile("      - (record|alert): (\\S+)");
  private static final Pattern EXPRESSION = Pattern.compile("        expr: (.*)");
  private static final Pattern THRESHOLD = Pattern.compile("\\s*(==|!=|[<>]=?)\\s*[0-9.]+");

  public static Rules read() throws IOException {
    Map<String, String> recorded = new LinkedHashMap<>();
    Map<String, String> alerts = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(Boards.HERE.resolve("rules/likeness.yaml"));
    for (int i = 0; i < lines.size(); i++) {
      Matcher name = NAME.matcher(lines.get(i));
      if (name.matches()) {
        (name.group(1).equals("record") ? recorded : alerts)
            .put(name.group(2), expression(lines, i + 1));
      }
    }
    return new Rules(recorded, alerts);
  }

  private static String expression(List<String> lines, int at) {
    Matcher expression = EXPRESSION.matcher(lines.get(at));
    if (!expression.matches()) {
      throw new IllegalStateException("After a rule's name comes its expr: " + lines.get(at));
    }
    if (!expression.group(1).equals(">-")) {
      return expression.group(1);
    }
    List<String> parts = new ArrayList<>();
    for (int i = at + 1; lines.get(i).startsWith("          "); i++) {
      parts.add(lines.get(i).strip());
    }
    return String.join(" ", parts);
  }

  /**
   * With the expressions of recorded names in their places, for who has not loaded the rules; what
   * is selected of a recorded name cannot be, and is left out.
   */
  public String expanded(String expression) {
    String result = expression;
    for (var rule : recorded.entrySet()) {
      result =
          result.replaceAll(
              Pattern.quote(rule.getKey()) + "(\\{[^}]*})?",
              Matcher.quoteReplacement("(" + rule.getValue() + ")"));
    }
    return result.equals(expression) ? result : expanded(result);
  }

  /** What an alert looks at, whether that is too much or not. */
  public static String withoutThreshold(String expression) {
    return THRESHOLD.matcher(expression).replaceAll("");
  }
}
