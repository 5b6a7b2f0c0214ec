package dev.likeness.activities.plan;

import dev.likeness.activities.runner.Amount;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.runner.Wish;
import dev.likeness.activities.steps.StepKind;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The section that says under which profile, and with how much, the steps of a stage run. */
final class ResourcesSection {
  private static final int MOST_GPUS = 64;
  private static final Amount LEAST_MEMORY = new Amount(0x1p28);

  private final Optional<Map<String, ProfileBounds>> profiles;

  /** Without profiles, for who does not know the worker: every name counts as known. */
  ResourcesSection(Optional<Map<String, ProfileBounds>> profiles) {
    this.profiles = profiles;
  }

  /** What was asked for each of the stages that the request has; nothing for the others. */
  Map<String, Object> read(Fields request, List<String> stages) {
    Fields section = request.object(Resources.SECTION);
    Map<String, Object> all = new TreeMap<>();
    for (String stage : stages) {
      Fields fields = section.object(stage);
      if (section.has(stage)) {
        all.put(stage, stage(fields, own(stage)));
      }
    }
    section.end();
    return all;
  }

  /** The profile under which a stage runs when nothing is asked for: that of its steps. */
  private static String own(String stage) {
    return StepKind.named(stage).map(StepKind::profile).orElse(StepKind.PLAIN);
  }

  private Map<String, Object> stage(Fields fields, String own) {
    Map<String, Object> asked = new TreeMap<>();
    fields.text("profile").ifPresent(name -> asked.put("profile", name));
    for (String name : List.of("cpu", "memory", "scratch")) {
      fields
          .raw(name)
          .flatMap(value -> amount(fields, name, value))
          .ifPresent(amount -> asked.put(name, amount));
    }
    fields.whole("gpus", 0, MOST_GPUS).ifPresent(gpus -> asked.put("gpus", gpus.intValue()));
    fields.end();
    profiles.ifPresent(known -> check(fields, asked, own, known));
    return asked;
  }

  private static Optional<String> amount(Fields fields, String name, Object value) {
    String written = String.valueOf(value);
    Optional<Amount> amount = Amount.of(written);
    if (amount.isEmpty()) {
      fields.error(
          name,
          "\"" + written + "\" is no amount: write " + (name.equals("cpu") ? "4, 500m." : "8Gi."));
      return Optional.empty();
    }
    if (name.equals("memory") && LEAST_MEMORY.isMoreThan(amount.get())) {
      fields.error(name, written + " is too little for any step: 256Mi at least.");
      return Optional.empty();
    }
    return Optional.of(written);
  }

  private static void check(
      Fields fields, Map<String, Object> asked, String own, Map<String, ProfileBounds> known) {
    String name = String.valueOf(asked.getOrDefault("profile", own));
    ProfileBounds bounds = known.get(name);
    if (bounds == null) {
      fields.error(
          "profile",
          "there is no profile \""
              + name
              + "\" here"
              + Nearest.to(name, known.keySet())
                  .map(near -> "; did you mean \"" + near + "\"? There are ")
                  .orElse(", only ")
              + String.join(", ", known.keySet().stream().sorted().toList())
              + ".");
      return;
    }
    Wish wish = Wish.of(Json.MAPPER.valueToTree(Map.of(Resources.SECTION, asked)));
    bounds.excess(wish).forEach(fields::error);
  }
}
