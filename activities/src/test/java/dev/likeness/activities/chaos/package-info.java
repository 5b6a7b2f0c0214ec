/**
 * The whole job while its processes are killed, frozen and cut off, and what must hold after it.
 */
@NullMarked
package dev.likeness.activities.chaos;

import org.jspecify.annotations.NullMarked;
