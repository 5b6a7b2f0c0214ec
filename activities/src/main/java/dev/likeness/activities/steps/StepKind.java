package dev.likeness.activities.steps;

import java.util.Arrays;
import java.util.Optional;

/** Every kind of step, with the version that is part of its keys. */
@SuppressWarnings("ImmutableEnumChecker") // steps are functions without state
public enum StepKind {
  INGEST("ingest", 1, IngestStep::run, false),
  EXTRACT("extract", 1, ExtractStep::run, false),
  ALIGN("align", 2, AlignStep::run, false),
  IDENTIFY("identify", 2, IdentifyStep::run, false),
  FACESET("faceset", 2, FacesetStep::run, false),
  TRAIN("train", 1, TrainStep::run, true),
  CONVERT("convert", 3, ConvertStep::run, true),
  MERGE("merge", 2, MergeStep::run, false),
  JOIN("join", 1, JoinStep::run, false);

  /** The profile of steps that look at pictures and records. */
  public static final String PLAIN = "plain";

  /** The profile of steps that run networks. */
  public static final String NETWORK = "network";

  private final String word;
  private final int version;
  private final Step step;
  private final boolean network;

  StepKind(String word, int version, Step step, boolean network) {
    this.word = word;
    this.version = version;
    this.step = step;
    this.network = network;
  }

  public static Optional<StepKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  public int version() {
    return version;
  }

  /**
   * What it runs under when nothing else is asked for; networks need ND4J's share of the memory.
   */
  public String profile() {
    return network ? NETWORK : PLAIN;
  }

  Step step() {
    return step;
  }

  @Override
  public String toString() {
    return word;
  }
}
