package dev.likeness.model.network;

import java.util.List;

/**
 * One of NVIDIA's GPUs, as its driver describes it.
 *
 * @param major with {@code minor} the compute capability, such as 8.6
 */
public record Gpu(String name, int major, int minor) {
  /**
   * What {@code device: cuda} could compute on. Nothing is loaded but the driver.
   *
   * @throws DeviceException when it could not compute at all; says why
   */
  public static List<Gpu> all() {
    if (!OneBackend.has(Device.CUDA)) {
      throw new DeviceException.Absent(
          "device: cuda is not to be had, as this program's engine computes on the CPU: use an image"
              + " that is built for CUDA, or device: cpu.");
    }
    return CudaDriver.gpus("libcuda.so.1");
  }

  @Override
  public String toString() {
    return name + ", " + major + "." + minor;
  }
}
