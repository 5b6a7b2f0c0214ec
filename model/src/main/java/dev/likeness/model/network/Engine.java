package dev.likeness.model.network;

/**
 * What runs an architecture. Programs read the weights they were built on in place, so that an
 * optimiser's change is seen by the next run; the weights must outlive the programs.
 */
public interface Engine {
  /** Name and version, for the record of a model. */
  String version();

  /**
   * Both sides in one pass, shared parts once over both.
   *
   * @param batch faces per side
   */
  TrainingProgram training(Architecture architecture, Tensors weights, int batch);

  PredictionProgram prediction(Architecture architecture, Tensors weights, Route route, int batch);
}
