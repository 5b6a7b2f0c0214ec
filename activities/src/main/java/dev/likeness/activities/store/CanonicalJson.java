package dev.likeness.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.likeness.model.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one spelling of a JSON value that is hashed: keys in order of their UTF-16 units, no white
 * space, and numbers by value ({@code 1}, {@code 1.0} and {@code 1e0} are the same).
 */
public final class CanonicalJson {
  /** Integers up to this many digits are written out, as every JSON reader keeps them. */
  private static final int PLAIN_DIGITS = 21;

  private CanonicalJson() {}

  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, out);
      case ARRAY -> writeArray(value, out);
      case NUMBER -> out.append(number(value));
      case STRING, BOOLEAN, NULL -> out.append(value);
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException(
              "A Java object of kind " + value.getNodeType() + " is not JSON yet: convert it.");
    }
  }

  private static void writeObject(JsonNode value, StringBuilder out) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    char separator = '{';
    for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
      out.append(separator).append(JsonNodeFactory.instance.textNode(field.getKey())).append(':');
      write(field.getValue(), out);
      separator = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void writeArray(JsonNode value, StringBuilder out) {
    char separator = '[';
    for (JsonNode element : value) {
      out.append(separator);
      write(element, out);
      separator = ',';
    }
    out.append(value.isEmpty() ? "[]" : "]");
  }

  private static String number(JsonNode value) {
    if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
      // A BigDecimal beyond the range of double is finite all the same.
      if (!value.isBigDecimal()) {
        throw new IllegalArgumentException("JSON has no number " + value.asText() + ".");
      }
    }
    // The decimal text, not the binary value: a float 0.1 and a double 0.1 were written alike.
    BigDecimal exact = new BigDecimal(value.asText()).stripTrailingZeros();
    boolean shortInteger = exact.scale() <= 0 && exact.precision() - exact.scale() <= PLAIN_DIGITS;
    return shortInteger ? exact.toPlainString() : exact.toString();
  }

  /** What a record would be as JSON, ready to be hashed or compared. */
  public static JsonNode tree(Object record) {
    return Json.MAPPER.valueToTree(record);
  }
}
