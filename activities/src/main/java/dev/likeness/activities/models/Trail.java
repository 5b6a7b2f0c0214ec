package dev.likeness.activities.models;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that trained a model, the beginning first. Every checkpoint in a model's log carries it. */
public record Trail(List<Ran> stretches) {
  /** The value of a checkpoint that holds it. */
  public static final String KEY = "trainedBy";

  public Trail {
    stretches = List.copyOf(stretches);
  }

  /** What the checkpoint says that training goes on from; nothing for a fresh start. */
  public static Trail of(Optional<ModelLog.Checkpoint> from) {
    return from.map(checkpoint -> checkpoint.values().get(KEY))
        .map(value -> Json.MAPPER.convertValue(value, new TypeReference<List<Ran>>() {}))
        .map(Trail::new)
        .orElse(new Trail(List.of()));
  }

  public JsonNode json() {
    return Json.MAPPER.valueToTree(stretches);
  }

  /** Goes on with {@code now}. */
  public Trail and(Ran now) {
    if (!stretches.isEmpty() && stretches.getLast().alike(now)) {
      return this;
    }
    List<Ran> longer = new ArrayList<>(stretches);
    longer.add(now);
    return new Trail(longer);
  }

  /** That training has moved, for who wants the same bits again; empty while it has not. */
  public Optional<String> moved() {
    if (stretches.size() < 2) {
      return Optional.empty();
    }
    List<String> moves = new ArrayList<>();
    for (int i = 1; i < stretches.size(); i++) {
      Ran now = stretches.get(i);
      moves.add("from iteration " + now.from() + " on " + stretches.get(i - 1).differences(now));
    }
    return Optional.of(
        "This training has moved: "
            + String.join("; ", moves)
            + ". It goes on as well as before, but is not promised to end in the same bits as one"
            + " that did not move.");
  }
}
