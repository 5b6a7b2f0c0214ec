package dev.likeness.activities.steps;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.network.Device;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.SameDiffEngine;
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
 * @param device what the engine computes on, {@code cpu} or {@code cuda}; the CPU when absent
 */
public record Conversion(
    Optional<String> architecture,
    Optional<String> crop,
    Optional<Integer> threads,
    Optional<String> device) {
  private static final int THREADS = 2;

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
    device
        .filter(name -> Device.named(name).isEmpty())
        .ifPresent(name -> errors.add("conversion.device: " + name + " is neither cpu nor cuda."));
    return List.copyOf(errors);
  }

  /** The engine to predict with, on a device that has shown that it computes. */
  Engine engine() {
    return SameDiffEngine.on(
        device.flatMap(Device::named).orElse(Device.CPU), threads.orElse(THREADS));
  }

  static CropType cropType(String name) {
    return CropType.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
