package dev.likeness.model.network;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.network.Layer.Conv;
import dev.likeness.model.network.Layer.Dense;
import dev.likeness.model.network.Layer.Flatten;
import dev.likeness.model.network.Layer.MaxPool;
import dev.likeness.model.network.Layer.Reshape;
import dev.likeness.model.network.Layer.UpsampleNearest;
import dev.likeness.model.network.Layer.Upscale;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The architectures that can be named. */
public final class Architectures {
  private static final String ENCODER = "encoder";
  private static final String SOURCE = "decoder-source";
  private static final String TARGET = "decoder-target";

  private Architectures() {}

  /**
   * The architecture of this name.
   *
   * @throws UnknownArchitectureException with the nearest name when there is none
   */
  public static Architecture named(String name) {
    return all().stream()
        .filter(architecture -> architecture.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  public static List<String> names() {
    return all().stream().map(Architecture::name).toList();
  }

  private static List<Architecture> all() {
    return List.of(quick64(), original(), lightweight(), series120());
  }

  /** Small enough to learn a pair of faces on two cores in minutes. */
  private static Architecture quick64() {
    return shared(
        "quick64",
        64,
        new TrainingDefaults(5e-4, 0.9, 0.999, 1e-7, 8, 250, CropType.forNetwork(64), 4_000),
        List.of(
            down(32),
            down(64),
            down(128),
            down(128),
            new Flatten(),
            dense(128),
            dense(128 * 16),
            new Reshape(new Shape(128, 4, 4)),
            new Upscale(128)),
        List.of(new Upscale(64), new Upscale(32), new Upscale(16), image()));
  }

  /** faceswap's default model: 82,062,470 parameters. */
  private static Architecture original() {
    return shared(
        "original",
        64,
        new TrainingDefaults(5e-5, 0.9, 0.999, 1e-7, 16, 1_000, CropType.forNetwork(64), 100_000),
        List.of(
            down(128),
            down(256),
            down(512),
            down(1024),
            new Flatten(),
            dense(1024),
            dense(1024 * 16),
            new Reshape(new Shape(1024, 4, 4)),
            new Upscale(512)),
        List.of(new Upscale(256), new Upscale(128), new Upscale(64), image()));
  }

  /** faceswap's model for small memories: 51,066,374 parameters, but more work than original. */
  private static Architecture lightweight() {
    return shared(
        "lightweight",
        64,
        new TrainingDefaults(5e-5, 0.9, 0.999, 1e-7, 16, 1_000, CropType.forNetwork(64), 100_000),
        List.of(
            down(128),
            down(256),
            down(512),
            new Flatten(),
            dense(512),
            dense(512 * 16),
            new Reshape(new Shape(512, 4, 4)),
            new Upscale(256)),
        List.of(new Upscale(512), new Upscale(256), new Upscale(128), image()));
  }

  /** The article series "Video Face Transfer with Deep Fakes": 227,923,328 parameters. */
  private static Architecture series120() {
    return shared(
        "series120",
        120,
        new TrainingDefaults(5e-5, 0.5, 0.999, 1e-7, 16, 500, CropType.forNetwork(120), 100_000),
        List.of(
            strided(256),
            new MaxPool(),
            strided(512),
            new MaxPool(),
            strided(1024),
            new MaxPool(),
            new Flatten(),
            dense(9216),
            new Reshape(new Shape(1024, 3, 3))),
        List.of(
            strided(1024),
            new UpsampleNearest(),
            strided(512),
            new UpsampleNearest(),
            strided(256),
            new Flatten(),
            dense(43_200),
            new Reshape(new Shape(3, 120, 120))));
  }

  /** Every kind of layer that the others begin and end with, for {@link DeviceProof}. */
  static Architecture proof() {
    return shared(
        "proof",
        16,
        quick64().defaults(),
        List.of(
            down(4),
            new Flatten(),
            dense(8),
            dense(4 * 16),
            new Reshape(new Shape(4, 4, 4)),
            new Upscale(4)),
        List.of(new Upscale(4), image()));
  }

  /** One part that both people share, and one that draws for each of them. */
  private static Architecture shared(
      String name, int size, TrainingDefaults defaults, List<Layer> encoder, List<Layer> decoder) {
    return new Architecture(
        name,
        1,
        size,
        List.of(new Part(ENCODER, encoder), new Part(SOURCE, decoder), new Part(TARGET, decoder)),
        Map.of(
            Route.SOURCE, List.of(ENCODER, SOURCE),
            Route.TARGET, List.of(ENCODER, TARGET),
            Route.SWAP, List.of(ENCODER, SOURCE)),
        new Output("image", Output.Kind.IMAGE, size),
        defaults);
  }

  private static Conv down(int filters) {
    return new Conv(filters, 5, 2, Activation.LEAKY_RELU);
  }

  private static Conv strided(int filters) {
    return new Conv(filters, 5, 2, Activation.RELU);
  }

  private static Dense dense(int units) {
    return new Dense(units, Activation.LINEAR);
  }

  private static Conv image() {
    return new Conv(3, 5, 1, Activation.SIGMOID);
  }

  private static UnknownArchitectureException unknown(String name) {
    String nearest =
        names().stream().min(Comparator.comparingInt(other -> distance(name, other))).orElseThrow();
    return new UnknownArchitectureException(
        "There is no architecture \"%s\"; the nearest is \"%s\". All: %s."
            .formatted(name, nearest, String.join(", ", names())));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(diagonal + change, 1 + Math.min(row[j], row[j - 1]));
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[b.length()];
  }
}
