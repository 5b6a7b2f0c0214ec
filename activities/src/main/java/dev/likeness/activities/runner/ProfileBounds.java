package dev.likeness.activities.runner;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The most that a request may ask for under a profile; nothing may be asked for where all are
 * absent.
 */
public record ProfileBounds(
    Optional<String> cpu,
    Optional<String> memory,
    Optional<String> scratch,
    Optional<Integer> gpus) {
  /** A profile on one machine, where steps share what there is. */
  public static final ProfileBounds FIXED =
      new ProfileBounds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What is asked for beyond the bounds: a sentence by the name of what it is about. */
  public Map<String, String> excess(Wish wish) {
    Map<String, String> excess = new TreeMap<>();
    excess("cpu", wish.cpu(), cpu, excess);
    excess("memory", wish.memory(), memory, excess);
    excess("scratch", wish.scratch(), scratch, excess);
    if (wish.gpus().isPresent() && gpus.isEmpty()) {
      excess.put("gpus", fixed());
    } else if (wish.gpus().orElse(0) > gpus.orElse(0)) {
      excess.put("gpus", beyond("" + wish.gpus().orElse(0), "" + gpus.orElse(0)));
    }
    return excess;
  }

  private static void excess(
      String name, Optional<String> asked, Optional<String> most, Map<String, String> excess) {
    if (asked.isEmpty()) {
      return;
    }
    if (most.isEmpty()) {
      excess.put(name, fixed());
    } else if (Amount.of(asked.get())
        .filter(amount -> Amount.of(most.get()).filter(amount::isMoreThan).isPresent())
        .isPresent()) {
      excess.put(name, beyond(asked.get(), most.get()));
    }
  }

  private static String beyond(String asked, String most) {
    return asked + " is more than the " + most + " that the profile allows.";
  }

  private static String fixed() {
    return "steps on one machine share what it has: leave this out.";
  }
}
