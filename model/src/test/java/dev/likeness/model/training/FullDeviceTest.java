package dev.likeness.model.training;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.DeviceException;
import dev.likeness.model.network.Engine;
import dev.likeness.model.network.PredictionProgram;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.network.Route;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.network.TrainingProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever trains or draws on a device without memory is told so in a type of its own. */
class FullDeviceTest {
  @TempDir Path folder;

  /** Has no room for anything, in ND4J's words. */
  private record FullEngine() implements Engine {
    private static RuntimeException full() {
      return new RuntimeException("Failed to allocate 1048576 bytes from DEVICE [0] memory");
    }

    @Override
    public String version() {
      return "full";
    }

    @Override
    public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
      throw full();
    }

    @Override
    public PredictionProgram prediction(
        Architecture architecture, Tensors weights, Route route, int batch) {
      throw full();
    }
  }

  @Test
  void aTrainerThatDoesNotFitIsNotOpened() throws Exception {
    try (Pack source = DrawnPack.write(folder.resolve("source.pack"), 25, 20);
        Pack target = DrawnPack.write(folder.resolve("target.pack"), 30, 110)) {
      assertThrows(
          DeviceException.OutOfMemory.class,
          () ->
              Trainer.open(
                  TrainingConfig.empty(),
                  new FullEngine(),
                  source,
                  target,
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  @Test
  void aPredictorThatDoesNotFitDrawsNothing() {
    Architecture architecture = Architectures.named("quick64");
    FloatPicture face = FloatPicture.blank(architecture.inputSize(), architecture.inputSize(), 3);
    try (Tensors weights = Tensors.of(architecture.parameters().values());
        Predictor predictor = Predictor.over(new FullEngine(), architecture, weights, 8)) {
      assertThrows(DeviceException.OutOfMemory.class, () -> predictor.swap(List.of(face)));
    }
  }
}
