/** Pictures on the heap: 8-bit RGB and float32, rows from top to bottom. */
@NullMarked
package dev.likeness.model.image;

import org.jspecify.annotations.NullMarked;
