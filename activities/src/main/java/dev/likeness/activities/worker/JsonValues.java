package dev.likeness.activities.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.model.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** JSON as the plain maps that messages carry. */
final class JsonValues {
  private JsonValues() {}

  static Map<String, Object> map(JsonNode object) {
    return object.isObject()
        ? Json.MAPPER.convertValue(object, new TypeReference<TreeMap<String, Object>>() {})
        : Map.of();
  }
}
