/** Architectures as data, and the engine that runs them. */
@NullMarked
package dev.likeness.model.network;

import org.jspecify.annotations.NullMarked;
