package dev.likeness.model.network;

import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's SameDiff on the CPU, with {@code threads} threads in every library it calls. The number is
 * part of a model's record: with three or more, the bits differ from those of one or two.
 */
public final class SameDiffEngine implements Engine {
  private final int threads;

  public SameDiffEngine(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("An engine needs a thread, not " + threads + ".");
    }
    this.threads = threads;
  }

  @Override
  public String version() {
    return "nd4j " + Nd4j.class.getPackage().getImplementationVersion();
  }

  @Override
  public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
    limitThreads();
    return new SameDiffTraining(architecture, weights, batch);
  }

  @Override
  public PredictionProgram prediction(
      Architecture architecture, Tensors weights, Route route, int batch) {
    limitThreads();
    return new SameDiffPrediction(architecture, weights, route, batch);
  }

  private void limitThreads() {
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
    OpenMp.threads(threads);
  }
}
