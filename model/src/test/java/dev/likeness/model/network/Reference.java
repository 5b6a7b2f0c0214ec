package dev.likeness.model.network;

import dev.likeness.model.faces.CropType;
import dev.likeness.model.network.Layer.Conv;
import dev.likeness.model.network.Layer.Dense;
import dev.likeness.model.network.Layer.Flatten;
import dev.likeness.model.network.Layer.MaxPool;
import dev.likeness.model.network.Layer.Reshape;
import dev.likeness.model.network.Layer.UpsampleNearest;
import dev.likeness.model.network.Layer.Upscale;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** The small network of reference.py and what PyTorch says about it. */
public final class Reference {
  public static final int BATCH = 2;
  private static final int SIZE = 20;

  private Reference() {}

  public static Architecture architecture() {
    List<Layer> decoder = List.of(new Upscale(3), new Conv(3, 5, 1, Activation.SIGMOID));
    return new Architecture(
        "reference",
        1,
        SIZE,
        List.of(
            new Part(
                "encoder",
                new Conv(4, 5, 2, Activation.LEAKY_RELU),
                new Conv(6, 5, 2, Activation.RELU),
                new MaxPool(),
                new Flatten(),
                new Dense(8, Activation.LINEAR),
                new Dense(100, Activation.LINEAR),
                new Reshape(new Shape(4, 5, 5)),
                new UpsampleNearest()),
            new Part("decoder-source", decoder),
            new Part("decoder-target", decoder)),
        Map.of(
            Route.SOURCE, List.of("encoder", "decoder-source"),
            Route.TARGET, List.of("encoder", "decoder-target"),
            Route.SWAP, List.of("encoder", "decoder-source")),
        new Output("image", Output.Kind.IMAGE, SIZE),
        new TrainingDefaults(0.01, 0.9, 0.999, 1e-7, BATCH, 1, CropType.FULL, 1));
  }

  /** Everything the script wrote; the caller closes it. */
  public static Tensors tensors() throws IOException, URISyntaxException {
    SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Parameter parameter : architecture().parameters().values()) {
      for (String prefix : List.of("", "gradient/", "moved/")) {
        shapes.put(prefix + parameter.name(), parameter.shape());
      }
    }
    List<Long> picture = List.of((long) BATCH, 3L, (long) SIZE, (long) SIZE);
    for (String side : List.of("source", "target")) {
      shapes.put(side + "/input", picture);
      shapes.put(side + "/answer", picture);
      shapes.put(side + "/drawn", picture);
      shapes.put(side + "/weight", List.of((long) BATCH, 1L, (long) SIZE, (long) SIZE));
    }
    shapes.put("swapped", picture);
    shapes.put("losses", List.of(2L));
    Tensors tensors = new Tensors(shapes);
    Safetensors.read(
        Path.of(
            Objects.requireNonNull(Reference.class.getResource("reference.safetensors")).toURI()),
        tensors);
    return tensors;
  }

  /** The network's weights alone; the caller closes them. */
  public static Tensors weights(Tensors all) {
    Tensors weights = Tensors.of(architecture().parameters().values());
    for (String name : weights.names()) {
      weights.segment(name).copyFrom(all.segment(name));
    }
    return weights;
  }

  static SideBatch side(Tensors all, Route side) {
    return new SideBatch(
        all.floats(side.word() + "/input"),
        all.floats(side.word() + "/answer"),
        all.floats(side.word() + "/weight"));
  }
}
