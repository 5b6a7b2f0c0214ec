package dev.likeness.model.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A network as data, independent of the engine that runs it. Input is RGB float32 in 0 to 1, {@code
 * [3, inputSize, inputSize]}.
 *
 * @param version grows when the same name comes to mean other layers
 * @param routes the names of the parts each route passes, in order
 * @param output what every route ends in
 */
public record Architecture(
    String name,
    int version,
    int inputSize,
    List<Part> parts,
    Map<Route, List<String>> routes,
    Output output,
    TrainingDefaults defaults) {
  public Architecture {
    parts = List.copyOf(parts);
    routes = Map.copyOf(routes);
    for (Route route : Route.values()) {
      if (!routes.containsKey(route)) {
        throw new IllegalArgumentException(name + " has no route " + route.word() + ".");
      }
    }
  }

  public Shape input() {
    return new Shape(3, inputSize, inputSize);
  }

  public Part part(String wanted) {
    return parts.stream()
        .filter(part -> part.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no part " + wanted + "."));
  }

  /** The parts of a route in order. */
  public List<Part> route(Route route) {
    return routes.getOrDefault(route, List.of()).stream().map(this::part).toList();
  }

  /** Every layer a picture meets on this route, with the shapes in between. */
  public List<Part.Step> steps(Route route) {
    List<Part.Step> steps = new ArrayList<>();
    Shape shape = input();
    for (Part part : route(route)) {
      List<Part.Step> own = part.steps(shape);
      steps.addAll(own);
      shape = own.getLast().output();
    }
    return List.copyOf(steps);
  }

  /** Every parameter by name, in the order of the routes: source, target, swap. */
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    for (Route route : Route.values()) {
      for (Part.Step step : steps(route)) {
        for (Parameter parameter : step.parameters()) {
          Parameter before = all.putIfAbsent(parameter.name(), parameter);
          if (before != null && !before.equals(parameter)) {
            throw new IllegalArgumentException(
                parameter.name() + " has two shapes: " + before.shape() + parameter.shape());
          }
        }
      }
    }
    return all;
  }

  public long parameterCount() {
    return parameters().values().stream().mapToLong(Parameter::elements).sum();
  }

  /** Multiply-adds of one image on this route. */
  public long multiplyAdds(Route route) {
    return steps(route).stream().mapToLong(Part.Step::multiplyAdds).sum();
  }
}
