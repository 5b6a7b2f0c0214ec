package dev.likeness.model.training;

import dev.likeness.model.faces.CropType;

/**
 * Everything that decides how a model's weights come about, apart from its faces: two runs with
 * equal settings and equal packs are equal to the bit. Fields as in {@link TrainingConfig}.
 */
public record TrainingSettings(
    String architecture,
    int architectureVersion,
    int batch,
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
    int threads) {}
