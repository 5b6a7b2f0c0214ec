package dev.likeness.activities.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of a request field by field. Nothing throws: what is wrong is added to the
 * list of errors, with its path and what to do, and {@link #end()} names the keys nobody asked for.
 */
public final class Fields {
  private final String path;
  private final Map<String, Object> written;
  private final List<String> errors;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(String path, Map<String, Object> written, List<String> errors) {
    this.path = path;
    this.written = written;
    this.errors = errors;
  }

  public static Fields of(String path, @Nullable Object json, List<String> errors) {
    if (json instanceof Map<?, ?> map) {
      Map<String, Object> fields = new TreeMap<>();
      map.forEach(
          (name, value) -> {
            if (value != null) {
              fields.put(String.valueOf(name), value);
            }
          });
      return new Fields(path, fields, errors);
    }
    errors.add(
        (path.isEmpty() ? "The request" : path) + ": write a JSON object, {\"name\": value}.");
    return new Fields(path, Map.of(), errors);
  }

  private Optional<Object> get(String name) {
    asked.add(name);
    return Optional.ofNullable(written.get(name));
  }

  public boolean has(String name) {
    return written.containsKey(name);
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  public void error(String name, String sentence) {
    errors.add(at(name) + ": " + sentence);
  }

  public Optional<String> text(String name) {
    Optional<Object> value = get(name);
    if (value.isPresent() && !(value.get() instanceof String)) {
      error(name, "write a text in quotes, not " + value.get() + ".");
      return Optional.empty();
    }
    return value.map(Object::toString);
  }

  public String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  public String required(String name, String what) {
    Optional<String> value = text(name);
    if (value.isEmpty() && !has(name)) {
      error(name, "is missing: " + what);
    }
    return value.orElse("");
  }

  /** A SHA-256 in hexadecimal. */
  String digest(String name) {
    String value = required(name, "the SHA-256 of something in the store, 64 hexadecimal digits.");
    if (!value.isEmpty() && !value.matches("[0-9a-f]{64}")) {
      error(name, "\"" + value + "\" is no SHA-256: 64 hexadecimal digits in lower case.");
    }
    return value;
  }

  boolean flag(String name, boolean otherwise) {
    Optional<Object> value = get(name);
    if (value.isPresent() && !(value.get() instanceof Boolean)) {
      error(name, "write true or false, not " + value.get() + ".");
    }
    return value.filter(Boolean.class::isInstance).map(Boolean.class::cast).orElse(otherwise);
  }

  public Optional<Long> whole(String name, long least, long most) {
    return number(name, (double) least, (double) most)
        .filter(
            value -> {
              boolean whole = value == Math.rint(value);
              if (!whole) {
                error(name, value + " is not a whole number.");
              }
              return whole;
            })
        .map(Double::longValue);
  }

  Optional<Double> number(String name, double least, double most) {
    Optional<Object> value = get(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof Number number)) {
      error(name, "write a number, not " + value.get() + ".");
      return Optional.empty();
    }
    double given = number.doubleValue();
    if (!(given >= least && given <= most)) {
      error(
          name,
          Bounds.say(given) + " is outside " + Bounds.say(least) + " to " + Bounds.say(most) + ".");
      return Optional.empty();
    }
    return Optional.of(given);
  }

  /** An object inside this one; an empty one when it is absent. */
  public Fields object(String name) {
    return get(name)
        .map(value -> of(at(name), value, errors))
        .orElseGet(() -> new Fields(at(name), Map.of(), errors));
  }

  public List<Fields> objects(String name) {
    List<Fields> all = new ArrayList<>();
    int i = 0;
    for (Object element : elements(name)) {
      all.add(of(at(name) + "[" + i++ + "]", element, errors));
    }
    return all;
  }

  /** SHA-256s in hexadecimal, each as it is or as an object that has it. */
  List<String> digests(String name, Function<Fields, String> ofObject) {
    List<String> all = new ArrayList<>();
    int i = 0;
    for (Object element : elements(name)) {
      if (element instanceof Map) {
        all.add(ofObject.apply(of(at(name) + "[" + i + "]", element, errors)));
      } else if (element instanceof String text && text.matches("[0-9a-f]{64}")) {
        all.add(text);
      } else {
        error(name, element + " is no SHA-256: 64 hexadecimal digits in lower case.");
      }
      i++;
    }
    return all;
  }

  private List<?> elements(String name) {
    Optional<Object> value = get(name);
    if (value.isPresent() && !(value.get() instanceof List)) {
      error(name, "write a list, [ ... ].");
    }
    return value.filter(List.class::isInstance).map(List.class::cast).orElse(List.of());
  }

  /** A map of texts; an empty one when it is absent. */
  public Map<String, String> texts(String name) {
    Map<String, String> all = new TreeMap<>();
    get(name)
        .ifPresent(
            value ->
                of(at(name), value, errors)
                    .all()
                    .forEach((key, text) -> all.put(key, String.valueOf(text))));
    return all;
  }

  /** A list of texts; an empty one when it is absent. */
  public List<String> textList(String name) {
    return elements(name).stream().map(String::valueOf).toList();
  }

  /** Something that is passed on as it is. */
  public Optional<Object> raw(String name) {
    return get(name);
  }

  /** Everything written here, for whoever binds it as a whole. */
  public Map<String, Object> all() {
    asked.addAll(written.keySet());
    return written;
  }

  /** Call last: complains of keys that nobody asked for. */
  public void end() {
    for (String name : written.keySet()) {
      if (!asked.contains(name)) {
        error(
            name,
            "is not known here"
                + Nearest.to(name, asked)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("."));
      }
    }
  }
}
