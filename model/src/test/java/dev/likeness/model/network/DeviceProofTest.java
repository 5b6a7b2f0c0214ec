package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DeviceProofTest {
  @Test
  void anEngineThatComputesOnTheCpuIsNoCudaDevice() {
    var refused =
        assertThrows(DeviceException.Absent.class, () -> SameDiffEngine.on(Device.CUDA, 1));
    assertTrue(String.valueOf(refused.getMessage()).contains("device: cpu"));
    assertTrue(SameDiffEngine.on(Device.CPU, 1).version().endsWith(Kernels.FAMILY));
  }

  @Test
  void theProductIsWhatThisMachineComputesAndOneWrongNumberIsNoticed() {
    SameDiffEngine.fixKernels();
    assertDoesNotThrow(DeviceProof::multiply);
    float[][] wrong = new float[64][64];
    assertThrows(DeviceException.Faulty.class, () -> DeviceProof.check(wrong));
  }
}
