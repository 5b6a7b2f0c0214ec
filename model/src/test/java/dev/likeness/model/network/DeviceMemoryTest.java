package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Words of ND4J's CUDA backend, from its classes, its libraries and reports of its users. */
class DeviceMemoryTest {
  private static final Map<String, Boolean> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("Failed to allocate 1077940224 bytes from DEVICE [0] memory", true);
    WORDS.put("cudaMalloc failed; Bytes: [1077940224]; Error code [2]; DEVICE [0]", true);
    WORDS.put("[DEVICE] allocation failed; Error code: [2]", true);
    WORDS.put("Can't allocate [DEVICE] memory; Error code: [2]", true);
    WORDS.put("Can't allocate [DEVICE] special buffer memory!", true);
    WORDS.put("Can't allocate CUDA memory", true);
    WORDS.put("execCustomOp2 failed; conv2d_bp: CUDNN_STATUS_ALLOC_FAILED", true);
    WORDS.put("CUDA error: out of memory", true);
    // An earlier kernel has broken the device's context: no smaller batch helps.
    WORDS.put("cudaMalloc failed; Bytes: [1024]; Error code [700]; DEVICE [0]", false);
    WORDS.put("Can't allocate [DEVICE] memory; Error code: [77]", false);
    WORDS.put("execIndexReduce failed; Error code: [77]", false);
    WORDS.put("Error code: [20]", false);
    // Memory of the machine.
    WORDS.put("Failed to allocate 400 bytes from HOST memory", false);
    WORDS.put("cudaHostAlloc failed; Error code [2]", false);
    WORDS.put("Can't allocate [HOST] memory", false);
    WORDS.put("Cannot allocate new FloatPointer(4): totalBytes = 4G, physicalBytes = 9G", false);
    WORDS.put("out of memory", false);
    WORDS.put("", false);
  }

  @Test
  void theEnginesWordsTellAFullDeviceFromEverythingElse() {
    WORDS.forEach(
        (words, full) -> {
          var thrown = new RuntimeException(words);
          assertEquals(full, DeviceMemory.lack(thrown).isPresent(), words);
          var wrapped = new IllegalStateException("A batch failed.", thrown);
          assertEquals(full, DeviceMemory.lack(wrapped).isPresent(), "wrapped: " + words);
        });
    assertTrue(DeviceMemory.lack(new IllegalStateException((String) null)).isEmpty());
  }

  @Test
  void aFullDeviceIsNamedAndEverythingElseIsPassedOn() {
    var thrown = new RuntimeException("Failed to allocate 8 bytes from DEVICE [0] memory");
    var full =
        assertThrows(
            DeviceException.OutOfMemory.class, () -> DeviceMemory.watched(thrower(thrown)));
    assertEquals(
        "The device has not enough memory (Failed to allocate 8 bytes from DEVICE [0] memory).",
        full.getMessage());
    assertSame(thrown, full.getCause());
    assertSame(
        full, assertThrows(RuntimeException.class, () -> DeviceMemory.watched(thrower(full))));
    var other = new RuntimeException("conv2d failed; Error code: [77]");
    assertSame(
        other, assertThrows(RuntimeException.class, () -> DeviceMemory.watched(thrower(other))));
    assertEquals("made", DeviceMemory.watched(() -> "made"));
  }

  private static Supplier<String> thrower(RuntimeException e) {
    return () -> {
      throw e;
    };
  }
}
