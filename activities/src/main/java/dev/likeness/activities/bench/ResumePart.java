package dev.likeness.activities.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Pack;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What follows a killed training: its packs and its checkpoint again, and one iteration. */
final class ResumePart {
  private ResumePart() {}

  static Map<String, Double> run(PartOrder order, Gate gate)
      throws IOException, InterruptedException {
    TrainingConfig config = TrainPart.config(order);
    Path folder = Files.createDirectories(order.scratch());
    try (Pack source = TrainPart.pack(order, config, folder.resolve("source.pack"));
        Pack target = TrainPart.pack(order, config, folder.resolve("target.pack"))) {
      Path fetched = fetch(order, folder.resolve("fetched"));
      try (Trainer trainer =
          Trainer.open(config, source, target, Optional.of(fetched), Optional.empty())) {
        trainer.run(trainer.iteration() + 1, new OneIteration());
        gate.await();
      }
    }
    return Map.of();
  }

  /** Brings back what {@link SavedCheckpoint#keep} wrote down. */
  static Path fetch(PartOrder order, Path to) throws IOException {
    Map<String, String> digests =
        Json.MAPPER.readValue(
            order.checkpoint().toFile(), new TypeReference<Map<String, String>>() {});
    try (ArtifactStore store = ArtifactStore.at(order.store().orElseThrow())) {
      digests.forEach((name, digest) -> store.fetch(new Digest(digest), to.resolve(name)));
    }
    return to;
  }

  private static final class OneIteration implements TrainingListener {
    @Override
    public void onIteration(long iteration, Losses losses, double rate) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}
