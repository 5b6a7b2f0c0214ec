package dev.likeness.activities.steps;

import dev.likeness.model.faces.CropType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to predict, from the model's record.
 *
 * @param crop how much of the head the network saw in training: half, mid, full, whole, head
 * @param threads the engine's, never the machine's
 */
public record Conversion(
    Optional<String> architecture, Optional<String> crop, Optional<Integer> threads) {

  /** Every mistake as a sentence with its path; the architecture is checked by the plan. */
  public List<String> validate() {
    List<String> errors = new ArrayList<>();
    List<String> crops =
        Arrays.stream(CropType.values()).map(type -> type.name().toLowerCase(Locale.ROOT)).toList();
    crop.filter(name -> !crops.contains(name))
        .ifPresent(
            name -> errors.add("conversion.crop: " + name + " is not one of " + crops + "."));
    threads
        .filter(count -> count < 1 || count > 1024)
        .ifPresent(count -> errors.add("conversion.threads: " + count + " is outside 1 to 1024."));
    return List.copyOf(errors);
  }

  static CropType cropType(String name) {
    return CropType.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
