package dev.likeness.activities.cli;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** A project's name made of a file's. */
final class Slug {
  private static final int LONGEST = 63;

  private Slug() {}

  /**
   * Lower-case ASCII letters, digits and dashes, at most 63, beginning with a letter or digit;
   * {@code project} when nothing of the name is left.
   */
  static String of(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String plain =
        Normalizer.normalize(stem, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String cut = plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("-+$", "");
    return cut.isEmpty() ? "project" : cut;
  }
}
