/**
 * Temporal and the store inside this process, on the loopback only, for one machine with nothing
 * installed.
 */
@NullMarked
package dev.likeness.activities.embedded;

import org.jspecify.annotations.NullMarked;
