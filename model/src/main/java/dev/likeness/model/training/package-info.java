/** Packs, augmentation, losses, the optimiser and the training loop. */
@NullMarked
package dev.likeness.model.training;

import org.jspecify.annotations.NullMarked;
