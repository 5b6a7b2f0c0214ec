package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CudaDriverTest {
  @Test
  void aDriverThatIsNotInstalledIsSaid() {
    var refused =
        assertThrows(
            DeviceException.Absent.class, () -> CudaDriver.gpus("libnobody-has-this.so.1"));
    String sentence = String.valueOf(refused.getMessage());
    assertTrue(sentence.contains("libnobody-has-this.so.1"), sentence);
    assertTrue(sentence.contains("device: cpu"), sentence);
  }

  @Test
  void aLibraryThatIsNoDriverIsTheNodesFault() {
    // In every process already, and without cuInit.
    var refused = assertThrows(DeviceException.Faulty.class, () -> CudaDriver.gpus("libgomp.so.1"));
    assertTrue(String.valueOf(refused.getMessage()).contains("cuInit"), refused::toString);
  }
}
