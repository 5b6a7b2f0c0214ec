package dev.likeness.activities.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.observability.Boards.Panel;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards, rules and runbooks speak of what there is. */
final class NamesTest {
  private static final Pattern OWN = Pattern.compile("(?<![\\w:])likeness_\\w+(?![\\w:])");
  private static final Pattern TEMPORAL = Pattern.compile("(?<![\\w:])temporal_\\w+");
  private static final Pattern FOREIGN =
      Pattern.compile("(?<![\\w:])(?:jvm|process|system|temporal)_\\w+(\\{[^}]*})?");
  private static final Pattern RECORDED = Pattern.compile("\\w+:\\w+(:\\w+)?(?!\\w)");
  private static final Pattern SELECTED =
      Pattern.compile("(?<![\\w:])(?:likeness|jvm|process|temporal|\\w+:likeness)[_:]\\w+");
  private static final String NAMESPACE = "namespace=~\"$namespace\"";
  private static final Pattern TABLE = Pattern.compile("\\| `(likeness_\\w+)` \\| (\\w+) \\|");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Path CHART = Path.of("..", "helm", "likeness", "files");

  private static List<String> expressions() throws IOException {
    List<String> all = new ArrayList<>();
    Boards.panels().forEach(panel -> all.addAll(panel.expressions()));
    for (JsonNode board : Boards.all()) {
      for (JsonNode variable : board.path("templating").path("list")) {
        all.add(variable.path("definition").asText());
      }
    }
    Rules rules = Rules.read();
    all.addAll(rules.recorded().values());
    all.addAll(rules.alerts().values());
    return all;
  }

  private static Set<String> found(Pattern pattern) throws IOException {
    return expressions().stream()
        .flatMap(expression -> pattern.matcher(expression).results())
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As they are in Prometheus: a histogram is three. */
  private static Set<String> listed() throws IOException {
    return TABLE
        .matcher(Files.readString(Boards.HERE.resolve("METRICS.md")))
        .results()
        .flatMap(
            row ->
                row.group(2).equals("histogram")
                    ? Stream.of("_bucket", "_count", "_sum", "_max").map(row.group(1)::concat)
                    : Stream.of(row.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the SDK has names for, with the endings that counters and timers get. */
  private static Set<String> ofTemporal() {
    return Stream.of(
            io.temporal.worker.MetricsType.class, io.temporal.serviceclient.MetricsType.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(NamesTest::text)
        .flatMap(
            name ->
                Stream.of("", "_total", "_seconds_bucket", "_seconds_count", "_seconds_sum")
                    .map(name::concat))
        .collect(Collectors.toSet());
  }

  private static String text(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyNameOfOursIsInTheTable() throws IOException {
    Set<String> unknown = found(OWN);
    assertTrue(unknown.size() > 20, "they are found at all");
    unknown.removeAll(listed());
    assertEquals(Set.of(), unknown);
  }

  @Test
  void everyNameOfTemporalsIsOneOfTheSdk() throws IOException {
    Set<String> unknown = found(TEMPORAL);
    assertFalse(unknown.isEmpty());
    unknown.removeAll(ofTemporal());
    assertEquals(Set.of(), unknown);
  }

  @Test
  void whatOtherProgramsHaveTooIsAskedForOursOnly() throws IOException {
    Set<String> selections = found(FOREIGN);
    assertTrue(selections.size() > 5, "they are found at all");
    selections.removeIf(selection -> selection.contains("{application=\"likeness\""));
    assertEquals(Set.of(), selections);
  }

  @Test
  void everyPanelAsksForTheChosenNamespacesOnly() {
    for (Panel panel : Boards.panels()) {
      for (String expression : panel.expressions()) {
        long names = SELECTED.matcher(expression).results().count();
        long chosen = expression.split(Pattern.quote(NAMESPACE), -1).length - 1L;
        assertEquals(names, chosen, panel.title() + " " + expression);
      }
    }
  }

  @Test
  void everyRecordedNameIsRecordedAndUsed() throws IOException {
    Set<String> recorded = new TreeSet<>(Rules.read().recorded().keySet());
    assertEquals(Set.of(), missing(found(RECORDED), recorded));
    // The time that is left is shown with a project, and recorded for who asks from outside.
    recorded.remove("project:likeness_training_left:seconds");
    assertEquals(Set.of(), missing(recorded, found(RECORDED)));
  }

  private static Set<String> missing(Set<String> these, Set<String> there) {
    Set<String> missing = new TreeSet<>(these);
    missing.removeAll(there);
    return missing;
  }

  @Test
  void everyFailureOfTheInfrastructureCountsAsLost() throws IOException {
    String lost = Rules.read().recorded().getOrDefault("likeness:runs_lost:increase30m", "");
    for (FailureReason reason : FailureReason.values()) {
      boolean named = lost.matches(".*[\"|]" + reason.name().toLowerCase(Locale.ROOT) + "[\"|].*");
      assertEquals(reason.fault() == FailureReason.Fault.INFRASTRUCTURE, named, reason.name());
    }
  }

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() throws IOException {
    Set<String> runbooks =
        Boards.files(Boards.HERE.resolve("runbooks"), ".md").stream()
            .map(file -> String.valueOf(file.getFileName()).replace(".md", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(Rules.read().alerts().keySet()), runbooks);
  }

  @Test
  void everyCommandOfARunbookNamesWhatItIsAbout() throws IOException {
    Map<String, String> wanted =
        Map.of("likeness gc", "--store", "temporal workflow update", "--workflow-id");
    Set<String> found = new TreeSet<>();
    for (Path runbook : Boards.files(Boards.HERE.resolve("runbooks"), ".md")) {
      for (var code : CODE.matcher(Files.readString(runbook)).results().toList()) {
        for (var command : wanted.entrySet()) {
          if (code.group(1).contains(command.getKey() + " ")) {
            found.add(command.getKey());
            assertTrue(
                code.group(1).contains(command.getValue() + " "), runbook + " " + code.group(1));
          }
        }
      }
    }
    assertEquals(wanted.keySet(), found);
  }

  @Test
  void everyAlertIsTestedWhenItComesAndWhenItDoesNot() throws IOException {
    String tests = Files.readString(Boards.HERE.resolve("tests/likeness.yaml"));
    for (String alert : Rules.read().alerts().keySet()) {
      assertTrue(tests.contains("alertname: " + alert + "}"), alert + " stays away");
      assertTrue(tests.contains("alertname: " + alert + "\n        exp_alerts"), alert + " comes");
    }
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhichUnit() {
    assertFalse(Boards.panels().isEmpty());
    for (Panel panel : Boards.panels()) {
      JsonNode json = panel.json();
      assertTrue(json.path("description").asText().length() > 10, panel.title());
      assertFalse(
          json.path("fieldConfig").path("defaults").path("unit").asText().isEmpty(), panel.title());
      assertEquals("${datasource}", json.path("datasource").path("uid").asText(), panel.title());
      assertFalse(json.path("targets").isEmpty(), panel.title());
      for (JsonNode target : json.path("targets")) {
        assertFalse(target.path("legendFormat").asText().isEmpty(), panel.title());
      }
    }
  }

  @Test
  void everyDashboardIsOfTheLastClassicSchemaAndAsksWhichPrometheus() {
    for (JsonNode board : Boards.all()) {
      assertEquals(42, board.path("schemaVersion").asInt());
      assertEquals("datasource", board.at("/templating/list/0/type").asText());
      assertTrue(board.path("uid").asText().startsWith("likeness-"));
    }
  }

  @Test
  void theChartHasTheSameFiles() throws IOException {
    assertSame("rules", ".yaml");
    assertSame("dashboards", ".json");
  }

  private static void assertSame(String folder, String ending) throws IOException {
    List<Path> here = Boards.files(Boards.HERE.resolve(folder), ending);
    assertEquals(
        here.stream().map(Path::getFileName).toList(),
        Boards.files(CHART.resolve(folder), ending).stream().map(Path::getFileName).toList(),
        "Run observability/into-chart.");
    for (Path file : here) {
      assertEquals(
          -1L,
          Files.mismatch(file, CHART.resolve(folder).resolve(file.getFileName())),
          () -> file + " has changed: run observability/into-chart.");
    }
  }
}
