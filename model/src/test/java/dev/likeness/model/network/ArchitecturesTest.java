package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
  @ParameterizedTest
  @CsvSource({
    "original, 82062470, 1900150784",
    "lightweight, 51066374, 3282960384",
    "series120, 227923328, 1268494336",
    "quick64, 2562598, 106725376"
  })
  void hasThePublishedSize(String name, long parameters, long multiplyAdds) {
    Architecture architecture = Architectures.named(name);
    assertEquals(parameters, architecture.parameterCount());
    assertEquals(multiplyAdds, architecture.multiplyAdds(Route.SWAP));
  }

  @Test
  void originalHasThePublishedLayers() {
    assertEquals(
        List.of(
            "encoder/conv1 9728 9830400",
            "encoder/conv2 819456 209715200",
            "encoder/conv3 3277312 209715200",
            "encoder/conv4 13108224 209715200",
            "encoder/dense1 16778240 16777216",
            "encoder/dense2 16793600 16777216",
            "encoder/upscale1 18876416 301989888",
            "decoder-source/upscale1 4719616 301989888",
            "decoder-source/upscale2 1180160 301989888",
            "decoder-source/upscale3 295168 301989888",
            "decoder-source/conv1 4803 19660800"),
        layers("original", Route.SWAP));
  }

  @Test
  void lightweightHasThePublishedLayers() {
    assertEquals(
        List.of(9728L, 819456L, 3277312L, 16777728L, 4202496L, 4719616L),
        counts("lightweight", "encoder"));
    assertEquals(
        List.of(4720640L, 4719616L, 1180160L, 9603L), counts("lightweight", "decoder-target"));
  }

  @Test
  void series120HasThePublishedParts() {
    assertEquals(54_162_944, sum(counts("series120", "encoder")));
    assertEquals(86_880_192, sum(counts("series120", "decoder-source")));
    assertEquals(
        new Shape(3, 120, 120),
        Architectures.named("series120").steps(Route.SWAP).getLast().output());
  }

  @Test
  void quick64StaysWithinItsWork() {
    assertTrue(Architectures.named("quick64").multiplyAdds(Route.SWAP) <= 110_000_000);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    var error =
        assertThrows(UnknownArchitectureException.class, () -> Architectures.named("origonal"));
    assertTrue(String.valueOf(error.getMessage()).contains("nearest is \"original\""));
  }

  private static List<String> layers(String name, Route route) {
    return Architectures.named(name).steps(route).stream()
        .filter(step -> !step.parameters().isEmpty())
        .map(step -> step.name() + " " + count(step) + " " + step.multiplyAdds())
        .toList();
  }

  private static List<Long> counts(String name, String part) {
    Architecture architecture = Architectures.named(name);
    Route route = part.endsWith("target") ? Route.TARGET : Route.SOURCE;
    return architecture.steps(route).stream()
        .filter(step -> step.name().startsWith(part + "/") && !step.parameters().isEmpty())
        .map(ArchitecturesTest::count)
        .toList();
  }

  private static long count(Part.Step step) {
    return step.parameters().stream().mapToLong(Parameter::elements).sum();
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
