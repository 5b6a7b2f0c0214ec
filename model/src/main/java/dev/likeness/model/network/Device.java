package dev.likeness.model.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an engine computes on. */
public enum Device {
  CPU,
  CUDA;

  /** The device that people call so: {@code cpu}, {@code cuda}. */
  public static Optional<Device> named(String name) {
    return Arrays.stream(values()).filter(device -> device.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
