package dev.likeness.activities.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.steps.TrainStep;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.MicroBatch;
import dev.likeness.workflows.RunReport;
import dev.likeness.workflows.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a training goes on that ran out of its device's memory: with half the faces at once, which is
 * another lineage of the model, from where the model's log says that this lineage begins.
 */
final class SmallerTraining {
  private SmallerTraining() {}

  /** The report with what the training goes on with, if it is of that failure and anything is. */
  static RunReport after(RunReport report, StepSpec train, ModelLog log) {
    return report
        .failure()
        .map(Failure::reason)
        .filter(FailureReason.OUT_OF_DEVICE_MEMORY::equals)
        .flatMap(full -> of(train, log))
        .map(report::with)
        .orElse(report);
  }

  private static Optional<MicroBatch> of(StepSpec train, ModelLog log) {
    JsonNode parameters = Json.MAPPER.valueToTree(new TreeMap<>(train.parameters()));
    return TrainStep.halved(parameters)
        .map(faces -> new MicroBatch(faces, log.base(lineage(train, Map.of("microBatch", faces)))));
  }

  /**
   * The lineage that a train step belongs to.
   *
   * @param instead options in the place of the step's own
   */
  static String lineage(StepSpec train, Map<String, Object> instead) {
    Map<String, Object> training =
        new TreeMap<>(JsonValues.map(Json.MAPPER.valueToTree(train.parameters().get("training"))));
    training.putAll(instead);
    return ModelLog.lineage(
        train.inputs().getOrDefault("source", List.of()),
        train.inputs().getOrDefault("target", List.of()),
        training);
  }
}
