package dev.likeness.model.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's SameDiff, with {@code threads} threads in every library it calls. The number is part of a
 * model's record: with three or more, the bits differ from those of one or two.
 */
public final class SameDiffEngine implements Engine {
  private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private final Device device;
  private final EngineThreads threads;

  /** On the CPU. */
  public SameDiffEngine(int threads) {
    this(Device.CPU, threads);
  }

  private SameDiffEngine(Device device, int threads) {
    Device chosen = OneBackend.choose(device);
    if (chosen != device) {
      throw new DeviceException.Absent(
          "device: " + device + " is not to be had, as this process computes on " + chosen + ".");
    }
    this.device = device;
    this.threads = new EngineThreads(threads);
  }

  /**
   * On a device that has shown that it computes.
   *
   * @throws DeviceException when it is not there, or does not compute what it should
   */
  public static SameDiffEngine on(Device device, int threads) {
    return switch (device) {
      // A program that runs on the CPU has shown that it computes.
      case CPU -> new SameDiffEngine(threads);
      case CUDA -> {
        var _ = Gpu.all();
        var engine = new SameDiffEngine(device, threads);
        DeviceProof.of(engine);
        yield engine;
      }
    };
  }

  /**
   * For a process that may use OpenCV before it makes an engine: OpenCV loads OpenBLAS too, and the
   * kernels can only be fixed before that.
   */
  public static void fixKernels() {
    Kernels.fix();
  }

  @Override
  public String version() {
    return "nd4j " + nd4jVersion() + " " + (device == Device.CPU ? Kernels.FAMILY : device);
  }

  /** As Maven wrote it into the jar, whose manifest has none. */
  private static String nd4jVersion() {
    var written = new Properties();
    try (InputStream in = Nd4j.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
      written.load(Objects.requireNonNull(in, WRITTEN_BY_MAVEN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written.getProperty("version", "of no version");
  }

  @Override
  public TrainingProgram training(Architecture architecture, Tensors weights, int batch) {
    return new SameDiffTraining(architecture, weights, batch, threads);
  }

  @Override
  public PredictionProgram prediction(
      Architecture architecture, Tensors weights, Route route, int batch) {
    return new SameDiffPrediction(architecture, weights, route, batch, threads);
  }
}
