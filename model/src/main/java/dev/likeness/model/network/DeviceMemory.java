package dev.likeness.model.network;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tells that a device's memory is full from everything else that an engine may fail of.
 *
 * <p>ND4J has no type for it, so its words decide: those in the classes and libraries of its CUDA
 * backend 1.0.0-M2.1, and those of people's reports. 2 is the code of CUDA
 * (cudaErrorMemoryAllocation), cuDNN and cuSOLVER. No test has seen a real device run out: none of
 * the machines that build this has one.
 */
public final class DeviceMemory {
  private static final Pattern LACK =
      Pattern.compile(
          "from DEVICE \\[\\d+] memory"
              + "|[Ee]rror code:? \\[2]"
              + "|Can't allocate (\\[DEVICE]|CUDA)[a-z ]* memory(?!.*code)"
              + "|CU(DNN|BLAS|SOLVER)_STATUS_ALLOC_FAILED"
              + "|CUDA.* out of memory");

  /** Memory of the machine that is pinned for a device. */
  private static final Pattern OF_THE_HOST = Pattern.compile("cudaHostAlloc|\\[HOST]");

  private DeviceMemory() {}

  /**
   * Does what an engine is asked for.
   *
   * @throws DeviceException.OutOfMemory when the device has not enough memory for it
   */
  public static <T> T watched(Supplier<T> work) {
    try {
      return work.get();
    } catch (DeviceException known) {
      throw known;
    } catch (RuntimeException e) {
      Optional<String> words = lack(e);
      if (words.isPresent()) {
        throw new DeviceException.OutOfMemory(
            "The device has not enough memory (" + words.get() + ").", e);
      }
      throw e;
    }
  }

  /** The engine's words, when they say that a device's memory is full. */
  static Optional<String> lack(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String words = String.valueOf(cause.getMessage());
      if (LACK.matcher(words).find() && !OF_THE_HOST.matcher(words).find()) {
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }
}
