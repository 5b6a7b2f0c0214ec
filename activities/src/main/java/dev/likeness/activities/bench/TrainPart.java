package dev.likeness.activities.bench;

import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Losses;
import dev.likeness.model.training.Pack;
import dev.likeness.model.training.PackShape;
import dev.likeness.model.training.PackWriter;
import dev.likeness.model.training.Trainer;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingListener;
import dev.likeness.model.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Training on a pack as the train step does, and its checkpoints. */
final class TrainPart {
  private TrainPart() {}

  static Map<String, Double> run(PartOrder order, Gate gate)
      throws IOException, InterruptedException {
    TrainingConfig config = config(order);
    Path folder = Files.createDirectories(order.scratch());
    Map<String, Double> figures = new TreeMap<>();
    try (Pack source = pack(order, config, folder.resolve("source.pack"));
        Pack target = pack(order, config, folder.resolve("target.pack"))) {
      Optional<SavedCheckpoint> saved = Optional.empty();
      try (Trainer trainer =
          Trainer.open(config, source, target, Optional.empty(), Optional.empty())) {
        train(trainer, order.seconds() / 2);
        gate.await();
        Meter meter = train(trainer, order.seconds());
        figures.put("real", meter.rate());
        if (order.store().isPresent()) {
          saved = Optional.of(SavedCheckpoint.save(trainer, order.store().get(), 1 / meter.rate()));
          saved.get().keep(order);
        }
      }
      if (saved.isPresent()) {
        figures.putAll(saved.get().figures());
        figures.put("restore", restore(order, config, source, target));
      }
    }
    return figures;
  }

  /** Seconds until a trainer that comes from the store could go on. */
  private static double restore(PartOrder order, TrainingConfig config, Pack source, Pack target)
      throws IOException {
    long start = System.nanoTime();
    Path fetched = ResumePart.fetch(order, order.scratch().resolve("fetched"));
    Trainer.open(config, source, target, Optional.of(fetched), Optional.empty()).close();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The architecture's own settings. */
  static TrainingConfig config(PartOrder order) {
    return Json.MAPPER.convertValue(
        Map.of("architecture", order.architecture()), TrainingConfig.class);
  }

  static Pack pack(PartOrder order, TrainingConfig config, Path file) throws IOException {
    TrainingSettings settings = config.settings();
    var shape =
        new PackShape(Architectures.named(settings.architecture()).inputSize(), settings.crop());
    try (FacesetReader reader = FacesetReader.open(order.footage().faceset())) {
      return new PackWriter(shape, settings.eyes(), settings.mouth())
          .write(file, reader.faces(), reader::picture, settings.threads());
    }
  }

  /** At least two iterations, and as many as fill the time. */
  private static Meter train(Trainer trainer, double seconds) throws InterruptedException {
    Meter meter = Meter.start();
    trainer.run(
        Long.MAX_VALUE,
        new TrainingListener() {
          @Override
          public void onIteration(long iteration, Losses losses, double rate) {
            meter.tick();
          }

          @Override
          public boolean stopRequested() {
            return meter.count() >= 2 && meter.seconds() >= seconds;
          }
        });
    return meter;
  }
}
