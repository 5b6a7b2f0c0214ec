/**
 * The command line: what a person types, what is checked before anything starts, and what is said
 * afterwards.
 */
@NullMarked
package dev.likeness.activities.cli;

import org.jspecify.annotations.NullMarked;
