/** What the worker tells Prometheus, of itself and of the steps it watches. */
@NullMarked
package dev.likeness.activities.metrics;

import org.jspecify.annotations.NullMarked;
