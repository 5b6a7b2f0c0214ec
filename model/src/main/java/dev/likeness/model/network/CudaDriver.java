package dev.likeness.model.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** NVIDIA's driver, asked without CUDA's own libraries (CUDA Driver API, {@code cuInit} on). */
final class CudaDriver {
  private static final int NAME = 256;

  /** CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR. */
  private static final int MAJOR = 75;

  private static final int MINOR = 76;

  private final SymbolLookup library;

  private CudaDriver(SymbolLookup library) {
    this.library = library;
  }

  /**
   * At least one.
   *
   * @param library file name of the driver's library, as the system's loader finds it
   */
  @SuppressWarnings("restricted")
  static List<Gpu> gpus(String library) {
    SymbolLookup found;
    try {
      // For ever: a driver is not made to be unloaded.
      found = SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException absent) {
      throw new DeviceException.Absent(
          "device: cuda is not to be had, as NVIDIA's driver ("
              + library
              + ") is not here: let the profile ask for a GPU, on nodes that have the driver, or use"
              + " device: cpu.");
    }
    return new CudaDriver(found).gpus();
  }

  private List<Gpu> gpus() {
    call("cuInit", 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_INT);
      MemorySegment name = arena.allocate(NAME);
      call("cuDeviceGetCount", answer);
      int count = answer.get(JAVA_INT, 0);
      if (count < 1) {
        throw new DeviceException.Faulty("NVIDIA's driver sees no GPU: look at the node.");
      }
      List<Gpu> gpus = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        call("cuDeviceGet", answer, i);
        int device = answer.get(JAVA_INT, 0);
        call("cuDeviceGetName", name, NAME, device);
        call("cuDeviceGetAttribute", answer, MAJOR, device);
        int major = answer.get(JAVA_INT, 0);
        call("cuDeviceGetAttribute", answer, MINOR, device);
        gpus.add(new Gpu(name.getString(0), major, answer.get(JAVA_INT, 0)));
      }
      return gpus;
    }
  }

  /** Every function takes numbers and addresses, and returns 0 when it went well. */
  @SuppressWarnings("restricted")
  private void call(String function, Object... arguments) {
    MemoryLayout[] layouts = new MemoryLayout[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      layouts[i] = arguments[i] instanceof MemorySegment ? ADDRESS : JAVA_INT;
    }
    int result;
    try {
      MethodHandle handle =
          Linker.nativeLinker()
              .downcallHandle(
                  library.find(function).orElseThrow(), FunctionDescriptor.of(JAVA_INT, layouts));
      result = (int) handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new DeviceException.Faulty(
          "NVIDIA's driver does not answer (" + function + "): look at the node's driver.", e);
    }
    if (result != 0) {
      throw new DeviceException.Faulty(
          "NVIDIA's driver finds no GPU that works ("
              + function
              + " answers "
              + result
              + "): look at the node's driver.");
    }
  }
}
