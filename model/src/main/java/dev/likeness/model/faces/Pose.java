package dev.likeness.model.faces;

/**
 * Where a head points, in degrees: yaw grows as the face turns to the picture's right, pitch as it
 * looks up, roll clockwise.
 */
public record Pose(double yaw, double pitch, double roll) {}
