package dev.likeness.model.actors;

import dev.likeness.model.faces.Pose;

/**
 * What an actor does at one instant.
 *
 * @param pose of the head
 * @param jaw how far the mouth is open, 0 to 1
 * @param smile corners of the mouth out and up, -0.3 to 1
 * @param pucker lips drawn together, 0 to 1
 * @param brows raised, -0.5 to 1
 * @param lids how far the eyes are closed, 0 to 1
 * @param gazeX where the eyes look, degrees to the picture's right
 * @param gazeY where the eyes look, degrees up
 * @param x of the head's centre, as a share of the frame's width
 * @param y of the head's centre, as a share of the frame's height
 * @param scale pixels per centimetre in a frame 360 pixels high
 */
public record Moment(
    Pose pose,
    double jaw,
    double smile,
    double pucker,
    double brows,
    double lids,
    double gazeX,
    double gazeY,
    Light light,
    double x,
    double y,
    double scale) {}
