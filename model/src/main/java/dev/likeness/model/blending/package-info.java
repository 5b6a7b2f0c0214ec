/** Predicting the source's face for every face of the target, and compositing it into the frame. */
@NullMarked
package dev.likeness.model.blending;

import org.jspecify.annotations.NullMarked;
