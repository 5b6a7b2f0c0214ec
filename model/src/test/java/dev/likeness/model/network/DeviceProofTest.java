package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeviceProofTest {
  private final Engine engine = new SameDiffEngine(1);
  private final List<Tensors> copies = new ArrayList<>();

  @AfterEach
  void free() {
    copies.forEach(Tensors::close);
  }

  @Test
  void anEngineThatComputesOnTheCpuIsNoCudaDevice() {
    var refused =
        assertThrows(DeviceException.Absent.class, () -> SameDiffEngine.on(Device.CUDA, 1));
    assertTrue(String.valueOf(refused.getMessage()).contains("device: cpu"));
    assertTrue(SameDiffEngine.on(Device.CPU, 1).version().endsWith(Kernels.FAMILY));
    assertThrows(DeviceException.Absent.class, () -> DeviceProof.of(engine));
  }

  @Test
  void theProductIsWhatThisMachineComputesAndOneWrongNumberIsNoticed() {
    assertDoesNotThrow(DeviceProof::multiply);
    float[][] wrong = new float[64][64];
    assertThrows(DeviceException.Faulty.class, () -> DeviceProof.check(wrong));
  }

  @Test
  void anEngineThatSeesWhatIsWrittenToItsMemoryDrawsAndLearns() {
    assertDoesNotThrow(() -> DeviceProof.draw(engine));
    assertDoesNotThrow(() -> DeviceProof.learn(engine));
  }

  @Test
  void aDeviceThatGoesOnComputingWithItsCopyOfTheWeightsIsNoticed() {
    Engine stale = new Stale();
    assertThrows(DeviceException.Faulty.class, () -> DeviceProof.draw(stale));
    assertThrows(DeviceException.Faulty.class, () -> DeviceProof.learn(stale));
  }

  /** Weights as they were when a program was made, as a GPU has them that nobody told of more. */
  private final class Stale implements Engine {
    @Override
    public String version() {
      return "stale";
    }

    @Override
    public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
      return engine.training(architecture, copy(weights), batch);
    }

    @Override
    public PredictionProgram prediction(
        Architecture architecture, Tensors weights, Route route, int batch) {
      return engine.prediction(architecture, copy(weights), route, batch);
    }

    private Tensors copy(Tensors weights) {
      Tensors copy = weights.sameShapes();
      copy.copyFrom(weights);
      copies.add(copy);
      return copy;
    }
  }
}
