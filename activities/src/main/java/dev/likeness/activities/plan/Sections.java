package dev.likeness.activities.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.model.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Binds a section such as training or merging to its record in {@code model}, where its options
 * stand.
 */
final class Sections {
  private Sections() {}

  /**
   * The section as its record, when nothing is wrong with it. Every unknown key, every value of the
   * wrong kind and everything its own validation finds is added to the errors.
   */
  static <T extends Record> Optional<T> bind(
      Class<T> type,
      String path,
      Map<String, Object> written,
      Function<T, List<String>> validate,
      List<String> errors) {
    ObjectNode good = Json.MAPPER.createObjectNode();
    int before = errors.size();
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    written.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            errors.add(
                path
                    + "."
                    + name
                    + ": is not known here"
                    + Nearest.to(name, known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("."));
            return;
          }
          JsonNode node = Json.MAPPER.valueToTree(value);
          ObjectNode alone = Json.MAPPER.createObjectNode().set(name, node);
          try {
            T bound = Json.MAPPER.treeToValue(alone, type);
            good.set(name, node);
            errors.addAll(validate.apply(bound));
          } catch (JsonProcessingException | IllegalArgumentException e) {
            errors.add(path + "." + name + ": " + value + " is not of the kind wanted here.");
          }
        });
    if (errors.size() > before) {
      return Optional.empty();
    }
    try {
      T bound = Json.MAPPER.treeToValue(good, type);
      errors.addAll(validate.apply(bound));
      return errors.size() > before ? Optional.empty() : Optional.of(bound);
    } catch (JsonProcessingException e) {
      errors.add(path + ": " + e.getOriginalMessage());
      return Optional.empty();
    }
  }

  /** The section as plain JSON again, without what was left out. */
  static Map<String, Object> plain(Record section) {
    return Json.MAPPER.convertValue(section, new TypeReference<Map<String, Object>>() {});
  }
}
