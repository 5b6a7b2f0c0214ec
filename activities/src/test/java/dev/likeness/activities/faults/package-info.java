/** A proxy that does to a store's requests what networks and stores do wrong, on purpose. */
@NullMarked
package dev.likeness.activities.faults;

import org.jspecify.annotations.NullMarked;
