package dev.likeness.activities.store;

import java.util.regex.Pattern;

/** Where things lie in the bucket. */
final class Names {
  static final String BLOBS = "blobs/";
  static final String MANIFESTS = "manifests/";
  static final String LOGS = "logs/";
  static final String PROGRESS = "progress/";
  static final String PROBES = "probe/";

  /** What a person named, and so keeps. */
  static final String NAMED = "names/";

  /** Where heads and manifests lie for a grace after they went. */
  static final String RETIRED = "retired/";

  /** Twelve digits, so that the order of names is the order of numbers. */
  private static final int NUMBER_DIGITS = 12;

  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private Names() {}

  static String blob(Digest digest) {
    return BLOBS + digest.hex().substring(0, 2) + "/" + digest.hex();
  }

  static String manifest(StepKey key) {
    return MANIFESTS + key.hex().substring(0, 2) + "/" + key.hex() + ".json";
  }

  /** Where a step's answer lies: the first, and later ones in case that an earlier one is dead. */
  static String manifest(StepKey key, int answer) {
    return answer == 1
        ? manifest(key)
        : MANIFESTS + key.hex().substring(0, 2) + "/" + key.hex() + "." + answer + ".json";
  }

  /** The name that the answer after this one has, if there is one. */
  static String nextAnswer(String manifest) {
    String stem = manifest.substring(0, manifest.length() - ".json".length());
    int dot = stem.lastIndexOf('.');
    int answer = dot < 0 ? 1 : Integer.parseInt(stem.substring(dot + 1));
    return (dot < 0 ? stem : stem.substring(0, dot)) + "." + (answer + 1) + ".json";
  }

  static String log(String name) {
    return LOGS + checked(name) + "/";
  }

  static String entry(String name, long number) {
    return log(name) + digits(number);
  }

  /** The last part of an entry's name. */
  static String digits(long number) {
    String digits = Long.toString(number);
    return "0".repeat(NUMBER_DIGITS - digits.length()) + digits + ".json";
  }

  /** The number at the end of an entry's name. */
  static long number(String entry) {
    String last = entry.substring(entry.lastIndexOf('/') + 1);
    try {
      return Long.parseLong(last.substring(0, last.length() - ".json".length()));
    } catch (NumberFormatException | IndexOutOfBoundsException foreign) {
      throw new StoreException.Corrupt(
          entry + " is no entry of a log: something else writes into this bucket.", foreign);
    }
  }

  static String progress(String name) {
    return PROGRESS + checked(name) + ".json";
  }

  static String named(String name) {
    return NAMED + checked(name) + ".json";
  }

  /** The name under {@link #NAMED} that an object has. */
  static String nameOf(String object) {
    return object.substring(NAMED.length(), object.length() - ".json".length());
  }

  static String retired(String object) {
    return RETIRED + object;
  }

  private static String checked(String name) {
    if (!SAFE.matcher(name).matches() || name.length() > 200) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" cannot name an object: up to 200 of A-Z a-z 0-9 . _ -, in parts joined by /,"
              + " none starting with a dot.");
    }
    return name;
  }
}
