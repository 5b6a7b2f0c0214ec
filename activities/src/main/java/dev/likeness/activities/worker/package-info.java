/** The worker: activities that run and watch steps, and the process that serves a task queue. */
@NullMarked
package dev.likeness.activities.worker;

import org.jspecify.annotations.NullMarked;
