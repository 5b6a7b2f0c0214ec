/** Models in the store: a log of claims and checkpoints each. */
@NullMarked
package dev.likeness.activities.models;

import org.jspecify.annotations.NullMarked;
