package dev.likeness.model.actors;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;

/**
 * A rendered frame and the renderer's own coverage of the face that a swap exchanges, {@code
 * [height, width, 1]} from 0 to 1.
 */
public record Rendered(Picture picture, FloatPicture face) {}
