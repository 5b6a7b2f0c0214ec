/** The port behind which steps run, and its child process side. */
@NullMarked
package dev.likeness.activities.runner;

import org.jspecify.annotations.NullMarked;
