package dev.likeness.model.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A named chain of layers with parameters of its own; routes are made of parts. */
public record Part(String name, List<Layer> layers) {
  public Part {
    layers = List.copyOf(layers);
  }

  public Part(String name, Layer... layers) {
    this(name, List.of(layers));
  }

  /** A layer in its place. Names count per kind from 1: {@code conv1}, {@code conv2}. */
  public record Step(String name, Layer layer, Shape input) {
    public Shape output() {
      return layer.output(input);
    }

    public long multiplyAdds() {
      return layer.multiplyAdds(input);
    }

    public List<Parameter> parameters() {
      return layer.parameters(input).stream().map(p -> p.in(name)).toList();
    }
  }

  /** The layers with full names, {@code <part>/<layer>}, and the shapes that reach them. */
  public List<Step> steps(Shape input) {
    List<Step> steps = new ArrayList<>();
    Map<String, Integer> count = new HashMap<>();
    Shape shape = input;
    for (Layer layer : layers) {
      int number = count.merge(layer.kind(), 1, Integer::sum);
      Step step = new Step(name + "/" + layer.kind() + number, layer, shape);
      steps.add(step);
      shape = step.output();
    }
    return List.copyOf(steps);
  }
}
