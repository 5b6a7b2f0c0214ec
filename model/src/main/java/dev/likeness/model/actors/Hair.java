package dev.likeness.model.actors;

/**
 * A head of hair. Angles in degrees, lengths in centimetres.
 *
 * @param front elevation of the hairline above the forehead
 * @param temples elevation of the hairline above the outer end of the brow
 * @param thickness over the scalp
 * @param length how far it hangs below the ears' height
 * @param parting where it parts, azimuth
 * @param locks how coarse its strands are, 0 to 1
 */
record Hair(
    Colour colour,
    double front,
    double temples,
    double thickness,
    double length,
    double parting,
    double locks) {}
