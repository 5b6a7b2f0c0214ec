/** Synthetic actors whose swap has an exact answer. */
@NullMarked
package dev.likeness.model.actors;

import org.jspecify.annotations.NullMarked;
