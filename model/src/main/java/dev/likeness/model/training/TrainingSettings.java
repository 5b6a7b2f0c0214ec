package dev.likeness.model.training;

import dev.likeness.model.faces.CropType;
import java.util.Optional;

/**
 * Everything that decides how a model's weights come about, apart from its faces: two runs with
 * equal settings and equal packs are equal to the bit. Fields as in {@link TrainingConfig}.
 *
 * @param microBatch faces per side in one part of a batch; absent when it passes in one part, as in
 *     all records of models that were made before there were parts
 */
public record TrainingSettings(
    String architecture,
    int architectureVersion,
    int batch,
    Optional<Integer> microBatch,
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    long seed,
    boolean flip,
    boolean warp,
    boolean colour,
    double eyes,
    double mouth,
    CropType crop,
    int threads) {
  /** Faces per side that pass through the network at once. */
  public int atOnce() {
    return microBatch.orElse(batch);
  }

  /**
   * The micro-batch with half as many faces at once, for a device whose memory does not hold these;
   * empty when it is one already.
   */
  public Optional<Integer> halved() {
    return atOnce() == 1 ? Optional.empty() : Optional.of(evenly(batch, atOnce() / 2));
  }

  /** Size of the parts when none may have more faces than that and all are as equal as can be. */
  static int evenly(int batch, int most) {
    return Math.ceilDiv(batch, Math.ceilDiv(batch, most));
  }
}
