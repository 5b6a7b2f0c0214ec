package dev.likeness.model.actors;

/** Colours a point of a surface: diffuse light that creeps around soft edges, ambient, gloss. */
final class Lighting {
  private static final double[] CREEP = {0.42, 0.16, 0.1};

  private final double[] towards = new double[3];
  private final double[] half = new double[3];
  private final double[] key;
  private final double[] sky;

  Lighting(Light light) {
    double azimuth = Math.toRadians(light.azimuth());
    double elevation = Math.toRadians(light.elevation());
    towards[0] = StrictMath.sin(azimuth) * StrictMath.cos(elevation);
    towards[1] = StrictMath.sin(elevation);
    towards[2] = StrictMath.cos(azimuth) * StrictMath.cos(elevation);
    System.arraycopy(towards, 0, half, 0, 3);
    half[2] += 1;
    Surface.normalise(half);
    double warmth = light.warmth();
    double strength = 1.12 * light.strength();
    key =
        new double[] {
          strength * (1 + 0.12 * warmth),
          strength * (1 + 0.01 * warmth),
          strength * (1 - 0.16 * warmth)
        };
    double ambient = light.ambient();
    sky = new double[] {0.96 * ambient, ambient, 1.07 * ambient};
  }

  /** Adds {@code weight} times the light that leaves a point towards the camera. */
  void add(
      Material material,
      double[] colour,
      double[] normal,
      double open,
      double weight,
      double[] sum) {
    double facing = normal[0] * towards[0] + normal[1] * towards[1] + normal[2] * towards[2];
    double mirror = Math.max(0, normal[0] * half[0] + normal[1] * half[1] + normal[2] * half[2]);
    double power = mirror * mirror;
    power *= power;
    power *= power;
    double broad = power * power;
    double tight = broad * broad * broad * broad;
    double shine = material.gloss() * (material.gloss() > 0.5 ? tight : broad) * open;
    double above = 0.72 + 0.28 * normal[1];
    double direct = 0.3 + 0.7 * open;
    for (int c = 0; c < 3; c++) {
      double creep = material.softness() * CREEP[c];
      double diffuse = Math.max(0, (facing + creep) / (1 + creep)) * direct;
      double light = colour[c] * (sky[c] * open * above + 0.62 * key[c] * diffuse);
      sum[c] += weight * (light + key[c] * shine);
    }
  }
}
