/** Finding, meshing, tracking, aligning and cutting out faces. */
@NullMarked
package dev.likeness.model.faces;

import org.jspecify.annotations.NullMarked;
