package dev.likeness.model.faces;

import dev.likeness.model.image.Picture;

/** A face cut from its frame: its record in a faceset and its pixels. */
public record CutFace(FacesetFace face, Picture picture) {}
