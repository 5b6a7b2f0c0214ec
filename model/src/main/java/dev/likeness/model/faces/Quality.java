package dev.likeness.model.faces;

/**
 * What decides whether a face is worth training on.
 *
 * @param size side of the core box in frame pixels
 * @param sharpness variance of the Laplacian over the face scaled to a fixed size; higher is
 *     sharper
 * @param inside share of the core box that lies inside the frame, 0 to 1
 * @param brightness mean luma of the face, 0 to 1
 */
public record Quality(double size, double sharpness, double inside, double brightness) {}
