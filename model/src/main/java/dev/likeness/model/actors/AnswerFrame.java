package dev.likeness.model.actors;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;

/**
 * One frame of the exact answer, with the renderer's own coverage, {@code [height, width, 1]}, of
 * the target's face in the target's frame and of the source's face in the answer.
 */
public record AnswerFrame(
    Picture target, Picture answer, FloatPicture targetFace, FloatPicture sourceFace) {}
