package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.model.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What went, or in a dry run could go, and why.
 *
 * @param warnings sentences about what is damaged
 * @param aside how long what was set aside holds its files, when anything was
 */
record GcReport(
    boolean dryRun,
    List<Group> groups,
    int keptBlobs,
    long keptBytes,
    List<String> warnings,
    Optional<Duration> aside) {
  GcReport {
    groups = List.copyOf(groups);
    warnings = List.copyOf(warnings);
  }

  /** Things of one kind; bytes are 0 where only something small moves aside. */
  record Group(String kind, String why, int objects, long bytes) {}

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("dryRun", dryRun);
    json.put("objects", groups.stream().mapToInt(Group::objects).sum());
    json.put("bytes", groups.stream().mapToLong(Group::bytes).sum());
    ArrayNode all = json.putArray("groups");
    groups.forEach(group -> all.add(Json.MAPPER.valueToTree(group)));
    ArrayNode damage = json.putArray("warnings");
    warnings.forEach(damage::add);
    return json.put("keptBlobs", keptBlobs).put("keptBytes", keptBytes);
  }

  /** For people, in 80 columns. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Group group : groups) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%7d %11s  %s",
              group.objects(),
              group.bytes() == 0 ? "-" : size(group.bytes()),
              group.why()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d (%s). %d files (%s) stay in the store.",
            dryRun ? "Could go" : "Gone",
            groups.stream().mapToInt(Group::objects).sum(),
            size(groups.stream().mapToLong(Group::bytes).sum()),
            keptBlobs,
            size(keptBytes)));
    aside.ifPresent(
        held ->
            lines.add(
                "What is thinned out is set aside first: a gc "
                    + held.toHours()
                    + " h later frees its files."));
    lines.addAll(warnings);
    return lines;
  }

  private static String size(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
