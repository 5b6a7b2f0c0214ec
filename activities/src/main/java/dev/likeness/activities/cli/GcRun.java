package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Collector;
import dev.likeness.activities.store.Collector.Garbage;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Removes from a home's store what nothing names any more. */
final class GcRun {
  private GcRun() {}

  /** What was, or in a dry run would be, removed; holds the home meanwhile. */
  static ObjectNode run(Home home, boolean dryRun) {
    home.prepare();
    Logs.into(home.logs());
    try (var _ = HomeLock.acquire(home, "likeness gc");
        EmbeddedStore server = EmbeddedStore.start(home);
        ArtifactStore store = ArtifactStore.prepare(server.address())) {
      Collector collector = store.collector(Collector.Policy.USUAL);
      Collector.Plan plan = collector.plan();
      List<Garbage> garbage = dryRun ? plan.garbage() : collector.sweep(plan);
      Map<String, Long> bytes = new TreeMap<>();
      for (Garbage each : garbage) {
        bytes.merge(each.kind().name().toLowerCase(Locale.ROOT), each.size(), Long::sum);
      }
      ObjectNode report = Json.MAPPER.createObjectNode();
      report.put("dryRun", dryRun).put("objects", garbage.size());
      report.put("bytes", garbage.stream().mapToLong(Garbage::size).sum());
      report.set("byKind", Json.MAPPER.valueToTree(bytes));
      report.put("keptBlobs", plan.keptBlobs()).put("keptBytes", plan.keptBytes());
      return report;
    }
  }

  /** For people. */
  static String sentence(ObjectNode report) {
    return String.format(
        Locale.ROOT,
        "%s %d objects (%.1f MiB); %d blobs (%.1f MiB) stay.",
        report.path("dryRun").asBoolean() ? "Could remove" : "Removed",
        report.path("objects").asInt(),
        report.path("bytes").asLong() / 1048576.0,
        report.path("keptBlobs").asInt(),
        report.path("keptBytes").asLong() / 1048576.0);
  }
}
