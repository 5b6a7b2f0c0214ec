package dev.likeness.model.faces;

import dev.likeness.model.geometry.Box;

/**
 * One face in one frame as {@code extract} saw it, without knowing any other frame.
 *
 * @param box the detector's box in frame pixels
 * @param score the detector's score, 0 to 1; weak ones are kept for {@code align} to judge
 * @param mesh the mesh, the second of two passes
 * @param meshScore the mesh network's own opinion of whether this is a face, 0 to 1
 * @param chip whether a small chip of this face was kept for identity
 */
public record FaceRecord(
    FaceKey key,
    Box box,
    double score,
    Mesh mesh,
    double meshScore,
    Pose pose,
    Quality quality,
    boolean chip) {}
