package dev.likeness.workflows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the steps of a stage may use, as a request says it under {@code resources}: for {@code
 * extract}, {@code train}, {@code convert} and {@code merge} a profile of the operator's and
 * numbers within its bounds. It travels in the conditions of steps, so it is no part of their keys.
 */
public final class Resources {
  /** The condition, and the section of a request, that holds what was asked for. */
  public static final String SECTION = "resources";

  /** The condition that holds the memory a run has since an earlier generation had too little. */
  public static final String MEMORY_SINCE = "memorySince";

  public static final String EXTRACT = "extract";
  public static final String TRAIN = "train";
  public static final String CONVERT = "convert";
  public static final String MERGE = "merge";

  private Resources() {}

  /** The step under what its stage asked for; the step itself when that is nothing. */
  static StepSpec of(Map<String, Object> resources, StepSpec step) {
    Object asked = resources.get(stage(step.kind()));
    return asked == null ? step : step.with(SECTION, asked);
  }

  private static String stage(String kind) {
    return switch (kind) {
      case "train" -> TRAIN;
      case "convert" -> CONVERT;
      case "merge", "join" -> MERGE;
      default -> EXTRACT;
    };
  }

  /** Adds to a child's request what was asked for its stages, if anything was. */
  static void pass(Map<String, Object> resources, List<String> stages, Map<String, Object> fields) {
    Map<String, Object> some = new TreeMap<>(resources);
    some.keySet().retainAll(stages);
    if (!some.isEmpty()) {
      fields.put(SECTION, some);
    }
  }
}
