/**
 * Runs of steps as Kubernetes Jobs: built by pure functions, created once or adopted, observed,
 * classified, stopped, removed. Knows pods, and neither workflows nor faces.
 */
@NullMarked
package dev.likeness.k8s;

import org.jspecify.annotations.NullMarked;
