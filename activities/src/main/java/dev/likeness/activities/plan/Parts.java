package dev.likeness.activities.plan;

import dev.likeness.workflows.Fanout;
import dev.likeness.workflows.Medium;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts that several requests have in common. */
public final class Parts {
  /** Names of projects and models: parts of ids and object names. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})?");

  /** Who is meant, when it is not a picture: an id, everybody, or a picture in the store. */
  public static final Pattern PERSON = Pattern.compile("p\\d{1,6}|everybody|[0-9a-f]{64}");

  private Parts() {}

  /** A project's or model's name: part of ids and object names, so of a small alphabet. */
  static String project(Fields fields) {
    String name = fields.required("project", "name the job, for example \"lady-anne\".");
    check(fields, "project", name);
    return name;
  }

  static Optional<String> model(Fields fields) {
    Optional<String> name = fields.text("model");
    name.ifPresent(given -> check(fields, "model", given));
    return name;
  }

  private static void check(Fields fields, String field, String name) {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      fields.error(
          field,
          "\""
              + name
              + "\" is no name here: up to 63 letters, digits, dots, dashes and underscores,"
              + " beginning with a letter or digit.");
    }
  }

  static Medium medium(Fields fields) {
    String digest = fields.digest("media");
    String name = fields.text("name", digest.isEmpty() ? "footage" : digest.substring(0, 8));
    Optional<String> range = fields.text("range");
    range
        .filter(written -> !isRange(written))
        .ifPresent(
            written ->
                fields.error(
                    "range",
                    "\""
                        + written
                        + "\" is no range of frames: write 100-200 (both included, from 0) or 100-."));
    fields.end();
    return new Medium(name, digest, range);
  }

  private static boolean isRange(String written) {
    var match = RANGE.matcher(written);
    return match.matches()
        && (match.group(2) == null
            || Long.parseLong(match.group(2)) >= Long.parseLong(match.group(1)));
  }

  static List<Medium> media(List<Fields> written) {
    return written.stream().map(Parts::medium).toList();
  }

  static Optional<String> person(Fields fields, String name) {
    Optional<String> person = fields.text(name);
    person
        .filter(written -> !PERSON.matcher(written).matches())
        .ifPresent(
            written ->
                fields.error(
                    name,
                    "\""
                        + written
                        + "\" is neither a person's id as the contact sheets show it (p1, p2, ...)"
                        + " nor the SHA-256 of a picture in the store."));
    return person;
  }

  static Fanout fanout(Fields request) {
    Fields fields = request.object("fanout");
    long chunk = fields.whole("chunk", 1, 100_000).orElse(250L);
    long parallel = fields.whole("parallel", 1, 1_000).orElse(2L);
    fields.end();
    return new Fanout((int) chunk, (int) parallel);
  }

  static String container(Fields fields) {
    String container = fields.text("container", "mp4");
    if (!List.of("mp4", "mkv").contains(container)) {
      fields.error("container", "\"" + container + "\" is not one of mp4, mkv.");
    }
    return container;
  }
}
