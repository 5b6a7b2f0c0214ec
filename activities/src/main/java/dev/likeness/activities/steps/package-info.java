/**
 * What each kind of step does, as a function of its inputs, and the process that carries steps out.
 */
@NullMarked
package dev.likeness.activities.steps;

import org.jspecify.annotations.NullMarked;
