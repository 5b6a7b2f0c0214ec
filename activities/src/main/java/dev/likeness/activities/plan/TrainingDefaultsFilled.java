package dev.likeness.activities.plan;

import dev.likeness.activities.steps.StepKind;
import dev.likeness.activities.steps.TrainStep;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Device;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingSettings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A training section with its defaults written out, so that a key names what was really done. */
final class TrainingDefaultsFilled {
  private TrainingDefaultsFilled() {}

  /** Everything that decides how training goes, without for how long. */
  static Map<String, Object> of(TrainingConfig config) {
    TrainingSettings settings = config.settings();
    Map<String, Object> all = new TreeMap<>();
    all.put(TrainStep.ARCHITECTURE_VERSION, settings.architectureVersion());
    all.put(TrainStep.STEP_VERSION, StepKind.TRAIN.version());
    all.put("architecture", settings.architecture());
    all.put("batch", settings.batch());
    all.put("learningRate", settings.learningRate());
    all.put("seed", settings.seed());
    all.put("flip", settings.flip());
    all.put("warp", settings.warp());
    all.put("colour", settings.colour());
    all.put("eyes", settings.eyes());
    all.put("mouth", settings.mouth());
    all.put("crop", settings.crop().toString().toLowerCase(Locale.ROOT));
    all.put("threads", settings.threads());
    all.put("segmentIterations", config.segment());
    // These two are absent from the keys of everything that was trained before there was a choice.
    if (config.trainedOn() != Device.CPU) {
      all.put("device", config.trainedOn().toString());
    }
    settings.microBatch().ifPresent(faces -> all.put("microBatch", faces));
    return all;
  }

  /** Where training ends when nobody says so: the architecture's own length. */
  static long iterations(TrainingConfig config) {
    return config
        .iterations()
        .orElseGet(
            () -> Architectures.named(config.settings().architecture()).defaults().iterations());
  }
}
