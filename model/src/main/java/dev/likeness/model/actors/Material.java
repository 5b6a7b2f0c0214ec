package dev.likeness.model.actors;

/** What a surface is made of: its colour at a place and how it answers light. */
sealed interface Material {
  /** Writes the colour at u, v in linear light. */
  void colour(double u, double v, double[] rgb);

  /** How much of the light it mirrors, 0 to about 1. */
  double gloss();

  /** How far light creeps around its edges, 0 (chalk) to 1 (wax, skin). */
  double softness();

  /** Painted skin; {@code level} picks the copy of the texture. */
  record Skin(Texture texture, int level) implements Material {
    @Override
    public void colour(double u, double v, double[] rgb) {
      texture.sample(level, u, v, rgb);
    }

    @Override
    public double gloss() {
      return 0.11;
    }

    @Override
    public double softness() {
      return 1;
    }
  }

  /** One colour with a little life in it: skin without marks, cloth, gums. */
  record Plain(Colour colour, double grain, Noise noise, double gloss, double softness)
      implements Material {
    @Override
    public void colour(double u, double v, double[] rgb) {
      double life = grain == 0 ? 1 : 1 + grain * (noise.smooth(u, v) - 0.5);
      rgb[0] = colour.red() * life;
      rgb[1] = colour.green() * life;
      rgb[2] = colour.blue() * life;
    }
  }

  /** Hair: streaks along v, u runs around the head. */
  record Strands(Colour colour, Noise noise) implements Material {
    @Override
    public void colour(double u, double v, double[] rgb) {
      double lock = noise.smooth(u * 34, v * 2.2);
      double strand = noise.smooth(u * 150 + 3 * lock, v * 4);
      double life = 0.35 + 0.75 * lock * lock + 0.75 * strand * strand;
      rgb[0] = colour.red() * life;
      rgb[1] = colour.green() * life;
      rgb[2] = colour.blue() * life;
    }

    @Override
    public double gloss() {
      return 0.08;
    }

    @Override
    public double softness() {
      return 0.35;
    }
  }

  /** An eyeball: u, v are the direction from its centre, seen along its gaze. */
  record Eye(Colour iris, Noise noise) implements Material {
    private static final double IRIS = 0.43;

    @Override
    public void colour(double u, double v, double[] rgb) {
      double radius = Math.sqrt(u * u + v * v);
      double white = Noise.step(IRIS - 0.02, IRIS + 0.03, radius);
      double pupil = Noise.step(0.20, 0.165, radius);
      double ring = Noise.step(IRIS - 0.12, IRIS, radius);
      double rays = 0.75 + 0.6 * noise.smooth(StrictMath.atan2(v, u) * 7, radius * 6);
      double life = rays * (1 - 0.65 * ring) * (1 - pupil);
      double veins = 0.04 * Noise.step(0.6, 1, radius);
      rgb[0] = Noise.lerp(iris.red() * life, 0.74, white);
      rgb[1] = Noise.lerp(iris.green() * life, 0.70 - veins, white);
      rgb[2] = Noise.lerp(iris.blue() * life, 0.68 - veins, white);
    }

    @Override
    public double gloss() {
      return 0.9;
    }

    @Override
    public double softness() {
      return 0.5;
    }
  }

  /** A row of teeth: u counts them, v runs from the gums (0) to the edge (1). */
  record Teeth() implements Material {
    @Override
    public void colour(double u, double v, double[] rgb) {
      double gap = Math.abs(u - Math.rint(u));
      double tooth = Noise.step(0.0, 0.16, gap) * 0.55 + 0.45;
      double gum = Noise.step(0.24, 0.12, v);
      rgb[0] = Noise.lerp(0.78 * tooth, 0.45, gum);
      rgb[1] = Noise.lerp(0.74 * tooth, 0.16, gum);
      rgb[2] = Noise.lerp(0.64 * tooth, 0.15, gum);
    }

    @Override
    public double gloss() {
      return 0.35;
    }

    @Override
    public double softness() {
      return 0.6;
    }
  }
}
