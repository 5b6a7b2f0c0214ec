package dev.likeness.activities.bench;

import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Predictor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How soon a step's process has asked the store for something, or drawn its first face. */
final class StartPart {
  private StartPart() {}

  static Map<String, Double> plain(PartOrder order, Gate gate) throws IOException {
    try (ArtifactStore store = ArtifactStore.at(order.store().orElseThrow())) {
      store.put(new byte[] {1});
      gate.await();
      return Map.of();
    }
  }

  static Map<String, Double> network(PartOrder order, Gate gate) throws IOException {
    Architecture architecture = Architectures.named(order.architecture());
    try (ArtifactStore store = ArtifactStore.at(order.store().orElseThrow());
        Predictor predictor = Predictor.open(architecture, order.weights(), 8, 2)) {
      store.put(new byte[] {1});
      int size = architecture.inputSize();
      predictor.swap(List.of(FloatPicture.blank(size, size, 3)));
      gate.await();
      return Map.of();
    }
  }
}
