package dev.likeness.activities.bench;

import dev.likeness.activities.worker.WorkerSettings;
import java.io.IOException;
import java.util.Map;

/** One thing that is measured, in a process with the profile of the steps that do it. */
@SuppressWarnings("ImmutableEnumChecker") // measurements are functions without state
enum Part {
  /** Nothing: what it takes to be ready. */
  START(WorkerSettings.PLAIN, StartPart::plain),
  START_NETWORK(WorkerSettings.NETWORK, StartPart::network),
  /** Index, alignments and a faceset of a film, which other parts need. */
  PREPARE(WorkerSettings.PLAIN, PreparePart::run),
  DECODE(WorkerSettings.PLAIN, ExtractPart::decode),
  EXTRACT(WorkerSettings.PLAIN, ExtractPart::extract),
  ENCODE(WorkerSettings.PLAIN, MergePart::encode),
  MERGE(WorkerSettings.PLAIN, MergePart::merge),
  CONVERT(WorkerSettings.NETWORK, ConvertPart::run),
  TRAIN(WorkerSettings.NETWORK, TrainPart::run),
  /** A training that goes on after a kill. */
  RESUME(WorkerSettings.NETWORK, ResumePart::run),
  SHARE(WorkerSettings.NETWORK, SharePart::run);

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
