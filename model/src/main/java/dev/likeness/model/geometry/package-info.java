/**
 * Points, boxes and affine maps in double precision; pixel centres lie at whole numbers plus one
 * half.
 */
@NullMarked
package dev.likeness.model.geometry;

import org.jspecify.annotations.NullMarked;
