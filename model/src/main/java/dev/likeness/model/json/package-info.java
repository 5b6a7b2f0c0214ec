/** How the records of this module are written as JSON: one mapper, canonical and strict. */
@NullMarked
package dev.likeness.model.json;

import org.jspecify.annotations.NullMarked;
