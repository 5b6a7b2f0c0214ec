package dev.likeness.model.actors;

import java.util.List;

/**
 * A synthetic person: shape, skin, eyes, hair, clothes and the room they sit in. Made by code from
 * nobody's likeness.
 */
public final class Actor {
  private static final Colour SKIN = Colour.of(0xCF9F86);

  private final double[] neutral;
  private final Look look;
  private final Hair hair;
  private final Colour cloth;
  private final Colour wall;
  private final long seed;

  private Actor(Look look, Hair hair, Colour cloth, Colour wall, long seed) {
    this.look = look;
    this.hair = hair;
    this.cloth = cloth;
    this.wall = wall;
    this.seed = seed;
    neutral = Sculptor.sculpt(new FaceTopology(), look.skull());
  }

  /** Broad jaw, heavy dark brows, brown eyes, a beard's shadow and a mole; short dark hair. */
  public static Actor source(long seed) {
    var skull = new Look.Skull(0.1, 0.03, 0.12, 0.14, 0.15, 0.16, 0.35, -0.12);
    var paint =
        new Look.Paint(
            SKIN,
            Colour.of(0xA96A60),
            Colour.of(0x24160F),
            0.021,
            -0.1,
            0.5,
            0,
            0.2,
            0.6,
            List.of(new Look.Spot(0.655, 0.585, 0.0085)));
    var hair = new Hair(Colour.of(0x3A2A20), 31, 34, 1.0, 2.6, 25, 0.5);
    return new Actor(
        new Look(skull, paint, Colour.of(0x5A3418)),
        hair,
        Colour.of(0x39485C),
        Colour.of(0x9AA39B),
        seed);
  }

  /** Narrow face, thin arched auburn brows, green eyes, full lips, freckles; long auburn hair. */
  public static Actor target(long seed) {
    var skull = new Look.Skull(-0.07, 0.02, -0.05, -0.12, -0.08, -0.12, 0.75, 0.22);
    var paint =
        new Look.Paint(
            SKIN,
            Colour.of(0xB4433F),
            Colour.of(0x7A4527),
            0.0095,
            0.55,
            0,
            0.85,
            0.75,
            0,
            List.of());
    var hair = new Hair(Colour.of(0x8E4A22), 33, 36, 1.5, 17, -20, 1);
    return new Actor(
        new Look(skull, paint, Colour.of(0x4E8A6A)),
        hair,
        Colour.of(0x7A3F45),
        Colour.of(0x8C97A8),
        seed);
  }

  /** Neutral face, {@code [468, 3]} in centimetres; a fresh copy. */
  double[] neutral() {
    return neutral.clone();
  }

  Look look() {
    return look;
  }

  Hair hair() {
    return hair;
  }

  Colour cloth() {
    return cloth;
  }

  Colour wall() {
    return wall;
  }

  /** Noise of this actor's own, a different one for each use. */
  Noise noise(int use) {
    return new Noise(seed * 31 + use);
  }

  long seed() {
    return seed;
  }
}
