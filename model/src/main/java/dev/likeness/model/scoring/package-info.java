/** Scores of a swap against the exact answer, and the report. */
@NullMarked
package dev.likeness.model.scoring;

import org.jspecify.annotations.NullMarked;
