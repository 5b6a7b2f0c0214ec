/** Real workers, a real Temporal and a real store, with steps that only pretend to work. */
@NullMarked
package dev.likeness.activities.scale;

import org.jspecify.annotations.NullMarked;
