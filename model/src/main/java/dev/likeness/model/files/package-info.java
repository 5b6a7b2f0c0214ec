/** Folders on disk. */
@NullMarked
package dev.likeness.model.files;

import org.jspecify.annotations.NullMarked;
