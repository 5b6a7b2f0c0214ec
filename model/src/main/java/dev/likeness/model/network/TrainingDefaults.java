package dev.likeness.model.network;

import dev.likeness.model.faces.CropType;

/**
 * What training uses when nobody says otherwise.
 *
 * @param batch faces per side and iteration
 * @param segmentIterations iterations of one training step, so that checkpoints have fixed places:
 *     many where a checkpoint is large, because training that is fast waits for each to be saved
 * @param iterations where training ends
 */
public record TrainingDefaults(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    int batch,
    int segmentIterations,
    CropType crop,
    long iterations) {}
