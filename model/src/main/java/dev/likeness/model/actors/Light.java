package dev.likeness.model.actors;

/**
 * The light on a stage: one soft key light and what the room gives back.
 *
 * @param azimuth of the key light in degrees, 0 at the camera, growing to the picture's right
 * @param elevation of the key light in degrees above the horizon
 * @param strength of the key light, about 1
 * @param warmth from -1 (blue) to 1 (amber)
 * @param ambient light from everywhere, about 0.3
 */
public record Light(
    double azimuth, double elevation, double strength, double warmth, double ambient) {}
