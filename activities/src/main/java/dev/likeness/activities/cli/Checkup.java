package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.EmbeddedServices;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.HomeException;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.activities.embedded.HomeSweeper;
import dev.likeness.activities.runner.MachineMemory;
import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.DeviceException;
import dev.likeness.model.network.Gpu;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.network.Tensors;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.MovieWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tries everything that a job needs of this machine, each in a line of its own. */
record Checkup(Home home) {
  private static final int JAVA = 25;
  private static final long MEMORY = 4L << 30;
  private static final long ROOM = 10L << 30;
  private static final long LEAST_ROOM = 1L << 30;

  /** How a check ended. */
  enum Verdict {
    OK,
    WARN,
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One line: what was looked at, how it is, and what to do when it is not well. */
  record Line(String check, Verdict verdict, String sentence) {}

  int run(Screen screen, boolean json) {
    Logs.into(home.logs());
    List<Line> lines = new ArrayList<>();
    for (Supplier<Line> check : checks()) {
      Line line = check.get();
      lines.add(line);
      if (!json) {
        screen.say(
            String.format(
                Locale.ROOT, "%-5s %-9s %s", line.verdict(), line.check(), line.sentence()));
      }
    }
    boolean fit = lines.stream().noneMatch(line -> line.verdict() == Verdict.FAIL);
    if (json) {
      screen.say(json(lines, fit).toString());
    }
    return (fit ? ExitCode.OK : ExitCode.UNAVAILABLE).code();
  }

  static ObjectNode json(List<Line> lines, boolean fit) {
    ObjectNode report = Json.MAPPER.createObjectNode();
    report.put("fit", fit);
    ArrayNode checks = report.putArray("checks");
    for (Line line : lines) {
      checks
          .addObject()
          .put("check", line.check())
          .put("verdict", line.verdict().toString())
          .put("sentence", line.sentence());
    }
    return report;
  }

  private List<Supplier<Line>> checks() {
    return List.of(
        Checkup::java,
        Checkup::cores,
        Checkup::vectors,
        Checkup::memory,
        this::folder,
        this::disk,
        () -> tried("faces", "the face networks run", Checkup::findNothing),
        () -> tried("video", "FFmpeg writes film", this::film),
        () -> devices(Gpu::all),
        () -> tried("training", "ND4J runs a network", Checkup::predict),
        this::services,
        this::damage);
  }

  private static Line java() {
    int version = Runtime.version().feature();
    return new Line(
        "java",
        version >= JAVA ? Verdict.OK : Verdict.FAIL,
        Runtime.version() + (version >= JAVA ? "" : ": install a JDK " + JAVA + " or newer"));
  }

  private static Line cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Line(
        "cores",
        cores >= 2 ? Verdict.OK : Verdict.WARN,
        cores + (cores >= 2 ? "" : ": training takes long on a single one"));
  }

  private static Line vectors() {
    Path information = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(information)) {
      return new Line(
          "vectors", Verdict.WARN, System.getProperty("os.arch") + ": instructions unknown here");
    }
    try {
      String flags = Files.readString(information);
      boolean avx2 = flags.contains(" avx2");
      String found = flags.contains(" avx512f") ? "AVX-512" : avx2 ? "AVX2" : "no AVX2";
      return new Line(
          "vectors",
          avx2 ? Verdict.OK : Verdict.WARN,
          found + (avx2 ? "" : ": training will be several times slower"));
    } catch (IOException e) {
      return new Line("vectors", Verdict.WARN, "unknown (" + e.getMessage() + ")");
    }
  }

  private static Line memory() {
    long bytes = MachineMemory.bytes();
    boolean enough = bytes >= MEMORY;
    return new Line(
        "memory",
        enough ? Verdict.OK : Verdict.WARN,
        gib(bytes) + (enough ? "" : ": 4 GiB and more are needed for all but the smallest models"));
  }

  private Line folder() {
    try {
      home.prepare();
      return new Line("home", Verdict.OK, home.root() + " can be written");
    } catch (HomeException unusable) {
      return new Line("home", Verdict.FAIL, String.valueOf(unusable.getMessage()));
    }
  }

  private Line disk() {
    try {
      long free = Files.getFileStore(home.root()).getUsableSpace();
      Verdict verdict =
          free >= ROOM ? Verdict.OK : free >= LEAST_ROOM ? Verdict.WARN : Verdict.FAIL;
      return new Line(
          "disk",
          verdict,
          gib(free) + " free" + (verdict == Verdict.OK ? "" : ": 10 GiB are soon filled"));
    } catch (IOException e) {
      return new Line("disk", Verdict.FAIL, "cannot be asked (" + e.getMessage() + ")");
    }
  }

  /** What lies set aside because it was damaged. */
  Line damage() {
    int damaged = new HomeSweeper(home, Clock.systemUTC()).damaged().size();
    return new Line(
        "damage",
        damaged == 0 ? Verdict.OK : Verdict.WARN,
        damaged == 0
            ? "none was found when the store was opened"
            : damaged
                + " damaged objects of the store are set aside in "
                + home.damaged()
                + ": what needs them is made again; likeness gc removes them after 14 days");
  }

  private Line services() {
    Optional<String> holder = Optional.empty();
    try {
      holder = HomeLock.holder(home).map(running -> running.describe());
      if (holder.isEmpty()) {
        EmbeddedServices.start(home, "likeness doctor").close();
      }
    } catch (RuntimeException failure) {
      return new Line("services", Verdict.FAIL, Failures.of(failure).sentence());
    }
    return new Line(
        "services",
        Verdict.OK,
        holder
            .map(by -> "not tried: the home is in use by " + by)
            .orElse("Temporal and the store start on the loopback"));
  }

  private static Line tried(String check, String sentence, Callable<?> trial) {
    try {
      trial.call();
      return new Line(check, Verdict.OK, sentence);
    } catch (Exception | LinkageError failure) {
      return new Line(
          check,
          Verdict.FAIL,
          "not here (" + failure + "): is this system 64-bit Linux, macOS or Windows?");
    }
  }

  /** A GPU that is not there is no fault: {@code device: cpu} is what most steps compute on. */
  static Line devices(Supplier<List<Gpu>> cuda) {
    try {
      List<Gpu> gpus = cuda.get();
      boolean known = gpus.stream().allMatch(Checkup::known);
      return new Line(
          "devices",
          known ? Verdict.OK : Verdict.WARN,
          "cpu, cuda ("
              + gpus.stream().map(Gpu::toString).collect(Collectors.joining("; "))
              + ")"
              + (known ? "" : ": CUDA 11.6 knows GPUs up to compute capability 8.6"));
    } catch (DeviceException none) {
      return new Line(
          "devices",
          none instanceof DeviceException.Absent ? Verdict.OK : Verdict.WARN,
          "cpu. " + none.getMessage());
    }
  }

  private static boolean known(Gpu gpu) {
    return gpu.major() < 8 || (gpu.major() == 8 && gpu.minor() <= 6);
  }

  private static Integer findNothing() {
    try (FaceFinder finder = FaceFinder.open(FindOptions.DEFAULT)) {
      return finder.find("doctor", 0, Picture.blank(192, 192)).records().faces().size();
    }
  }

  private Path film() throws IOException {
    Path film = Files.createTempFile(home.scratch(), "doctor-", ".mp4");
    try (MovieWriter writer =
        MovieWriter.open(film, 64, 64, 25, 1, EncodeOptions.DEFAULT, Optional.empty())) {
      writer.write(Picture.blank(64, 64));
      writer.finish();
    } finally {
      Files.deleteIfExists(film);
    }
    return film;
  }

  private static int predict() {
    Architecture small = Architectures.named("quick64");
    int size = small.inputSize();
    try (Tensors weights = Tensors.of(small.parameters().values());
        Predictor predictor = Predictor.over(new SameDiffEngine(1), small, weights, 1)) {
      return predictor.swap(List.of(FloatPicture.blank(size, size, 3))).size();
    }
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
