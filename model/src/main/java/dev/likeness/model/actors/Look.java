package dev.likeness.model.actors;

import java.util.List;

/**
 * Everything by which one actor's face differs from another's, apart from hair. Lengths are shares
 * of the canonical face (0 means equal); intensities go from 0 to 1.
 */
record Look(Skull skull, Paint paint, Colour iris) {

  /** The shape of the head. */
  record Skull(
      double jaw,
      double cheeks,
      double chin,
      double noseLength,
      double noseWidth,
      double browRidge,
      double eyeOpening,
      double lips) {}

  /** What is drawn on the skin. */
  record Paint(
      Colour skin,
      Colour lip,
      Colour brow,
      double browThickness,
      double browArch,
      double stubble,
      double freckles,
      double blush,
      double lines,
      List<Spot> moles) {

    Paint {
      moles = List.copyOf(moles);
    }
  }

  /** A round dark mark at a place of the texture; all in shares of the texture's side. */
  record Spot(double u, double v, double radius) {}
}
