/** A step as a Kubernetes Job. Empty until the platform needs it; see .adr/0002-empty-k8s.md. */
@NullMarked
package dev.likeness.k8s;

import org.jspecify.annotations.NullMarked;
