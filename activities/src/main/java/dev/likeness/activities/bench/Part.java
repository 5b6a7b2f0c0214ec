package dev.likeness.activities.bench;

import dev.likeness.activities.steps.StepKind;
import java.io.IOException;
import java.util.Map;

/** One thing that is measured, in a process with the profile of the steps that do it. */
@SuppressWarnings("ImmutableEnumChecker") // measurements are functions without state
enum Part {
  /** Nothing: what it takes to be ready. */
  START(StepKind.PLAIN, StartPart::plain),
  START_NETWORK(StepKind.NETWORK, StartPart::network),
  /** Index, alignments and a faceset of a film, which other parts need. */
  PREPARE(StepKind.PLAIN, PreparePart::run),
  DECODE(StepKind.PLAIN, ExtractPart::decode),
  EXTRACT(StepKind.PLAIN, ExtractPart::extract),
  ENCODE(StepKind.PLAIN, MergePart::encode),
  MERGE(StepKind.PLAIN, MergePart::merge),
  CONVERT(StepKind.NETWORK, ConvertPart::run),
  TRAIN(StepKind.NETWORK, TrainPart::run),
  /** A training that goes on after a kill. */
  RESUME(StepKind.NETWORK, ResumePart::run),
  SHARE(StepKind.NETWORK, SharePart::run);

  private final String profile;
  private final Measurement measurement;

  Part(String profile, Measurement measurement) {
    this.profile = profile;
    this.measurement = measurement;
  }

  /** Passes the gate once it is warm, then measures. */
  interface Measurement {
    Map<String, Double> run(PartOrder order, Gate gate) throws IOException, InterruptedException;
  }

  String profile() {
    return profile;
  }

  Measurement measurement() {
    return measurement;
  }
}
