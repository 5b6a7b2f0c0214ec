package dev.likeness.model.training;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Device;
import dev.likeness.model.network.TrainingDefaults;
import dev.likeness.model.network.UnknownArchitectureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The training section of a job as it was written; what is absent comes from the architecture.
 *
 * @param architecture name of the network, {@code quick64} by default
 * @param iterations iterations after which training is done
 * @param batch faces per side and iteration
 * @param microBatch faces per side that pass through the network at once, at most; the gradients of
 *     a batch's parts are added up. Takes less memory and more time; absent for the whole batch
 * @param learningRate Adam's step size
 * @param seed what starting weights, order and augmentation are drawn from
 * @param flip whether faces are mirrored half the time
 * @param warp whether inputs are bent so that the network learns shape
 * @param colour whether colours and contrast are varied
 * @param eyes how much more the eyes count in the loss, added to 1
 * @param mouth how much more the mouth counts in the loss, added to 1
 * @param crop how much of the head the network sees: half, mid, full, whole, head
 * @param segmentIterations iterations of one training step, which ends in a checkpoint
 * @param threads threads of the engine; part of the model, because it can change the bits
 * @param device what the engine computes on, {@code cpu} or {@code cuda}; part of the model, too
 * @param checkpointMinutes minutes of training between checkpoints; absent for a cadence that
 *     follows from save time and failures ({@link CheckpointCadence}). Changes no bits
 */
public record TrainingConfig(
    Optional<String> architecture,
    Optional<Long> iterations,
    Optional<Integer> batch,
    Optional<Integer> microBatch,
    Optional<Double> learningRate,
    Optional<Long> seed,
    Optional<Boolean> flip,
    Optional<Boolean> warp,
    Optional<Boolean> colour,
    Optional<Double> eyes,
    Optional<Double> mouth,
    Optional<String> crop,
    Optional<Integer> segmentIterations,
    Optional<Integer> threads,
    Optional<String> device,
    Optional<Double> checkpointMinutes) {
  private static final String ARCHITECTURE = "quick64";

  /** Nothing written: everything by default. */
  public static TrainingConfig empty() {
    return new TrainingConfig(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Every mistake as "key: sentence"; empty when there is none. */
  public List<String> validate() {
    List<String> errors = new ArrayList<>();
    try {
      Architectures.named(architecture.orElse(ARCHITECTURE));
    } catch (UnknownArchitectureException e) {
      errors.add("architecture: " + e.getMessage());
    }
    check(errors, "iterations", iterations, n -> n >= 1 && n <= 100_000_000, "1 to 100000000");
    check(errors, "batch", batch, n -> n >= 1 && n <= 256, "1 to 256");
    check(errors, "microBatch", microBatch, n -> n >= 1 && n <= 256, "1 to 256");
    check(errors, "learningRate", learningRate, r -> r >= 1e-7 && r <= 1e-1, "1e-7 to 0.1");
    check(errors, "eyes", eyes, m -> m >= 0 && m <= 40, "0 to 40");
    check(errors, "mouth", mouth, m -> m >= 0 && m <= 40, "0 to 40");
    check(errors, "segmentIterations", segmentIterations, n -> n >= 1, "1 or more");
    check(
        errors, "checkpointMinutes", checkpointMinutes, m -> m >= 0.1 && m <= 1440, "0.1 to 1440");
    check(errors, "threads", threads, n -> n >= 1 && n <= 1024, "1 to 1024");
    check(errors, "device", device, d -> Device.named(d).isPresent(), "cpu or cuda");
    check(errors, "crop", crop, c -> crop(c).isPresent(), Arrays.toString(CropType.values()));
    return List.copyOf(errors);
  }

  private static <T> void check(
      List<String> errors, String key, Optional<T> value, Predicate<T> allowed, String range) {
    if (value.isPresent() && !allowed.test(value.get())) {
      errors.add(key + ": " + value.get() + " is not allowed; give " + range + ".");
    }
  }

  private static Optional<CropType> crop(String name) {
    return Arrays.stream(CropType.values()).filter(c -> c.toString().equals(name)).findFirst();
  }

  /**
   * What training uses, defaults filled in.
   *
   * @throws IllegalArgumentException with all mistakes when {@link #validate} has any
   */
  public TrainingSettings settings() {
    List<String> errors = validate();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", errors));
    }
    Architecture network = Architectures.named(architecture.orElse(ARCHITECTURE));
    TrainingDefaults defaults = network.defaults();
    int faces = batch.orElse(defaults.batch());
    return new TrainingSettings(
        network.name(),
        network.version(),
        faces,
        microBatch.map(most -> TrainingSettings.evenly(faces, most)).filter(part -> part < faces),
        learningRate.orElse(defaults.learningRate()),
        defaults.beta1(),
        defaults.beta2(),
        defaults.epsilon(),
        seed.orElse(1L),
        flip.orElse(true),
        warp.orElse(true),
        colour.orElse(true),
        eyes.orElse(3.0),
        mouth.orElse(2.0),
        crop.flatMap(TrainingConfig::crop).orElse(defaults.crop()),
        threads.orElse(2));
  }

  /** What training runs on: the CPU when nothing is said. */
  public Device trainedOn() {
    return device.flatMap(Device::named).orElse(Device.CPU);
  }

  /** Iterations of one training step, by default the architecture's. */
  public int segment() {
    return segmentIterations.orElseGet(
        () ->
            Architectures.named(architecture.orElse(ARCHITECTURE)).defaults().segmentIterations());
  }
}
