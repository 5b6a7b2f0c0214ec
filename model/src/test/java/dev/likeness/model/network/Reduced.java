package dev.likeness.model.network;

import java.util.ArrayList;
import java.util.List;

/** An architecture's layout, layer by layer, with a fraction of its channels. */
public final class Reduced {
  private Reduced() {}

  public static Architecture by(int divisor, Architecture whole) {
    return new Architecture(
        whole.name(),
        whole.version(),
        whole.inputSize(),
        whole.parts().stream()
            .map(part -> new Part(part.name(), layers(divisor, part.layers())))
            .toList(),
        whole.routes(),
        whole.output(),
        whole.defaults());
  }

  private static List<Layer> layers(int divisor, List<Layer> whole) {
    List<Layer> reduced = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      reduced.add(
          switch (whole.get(i)) {
            case Layer.Conv conv ->
                new Layer.Conv(
                    fewer(divisor, conv.filters()),
                    conv.kernel(),
                    conv.stride(),
                    conv.activation());
            case Layer.Upscale up -> new Layer.Upscale(fewer(divisor, up.filters()));
            case Layer.Dense dense ->
                new Layer.Dense(
                    i + 1 < whole.size() && whole.get(i + 1) instanceof Layer.Reshape(Shape shape)
                        ? fewer(divisor, shape).elements()
                        : dense.units() / divisor,
                    dense.activation());
            case Layer.Reshape(Shape shape) -> new Layer.Reshape(fewer(divisor, shape));
            case Layer.MaxPool pool -> pool;
            case Layer.UpsampleNearest nearest -> nearest;
            case Layer.Flatten flatten -> flatten;
          });
    }
    return reduced;
  }

  private static Shape fewer(int divisor, Shape shape) {
    return new Shape(fewer(divisor, shape.channels()), shape.height(), shape.width());
  }

  /** Three channels are a picture. */
  private static int fewer(int divisor, int channels) {
    return channels == 3 ? 3 : Math.max(1, channels / divisor);
  }
}
