/** The demonstration: its films, the candidates that a swap must beat, and its score. */
@NullMarked
package dev.likeness.activities.demo;

import org.jspecify.annotations.NullMarked;
