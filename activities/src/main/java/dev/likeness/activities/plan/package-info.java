/** Binding what a person wrote to what the workflows carry out, with every error at once. */
@NullMarked
package dev.likeness.activities.plan;

import org.jspecify.annotations.NullMarked;
