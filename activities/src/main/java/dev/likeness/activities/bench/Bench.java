package dev.likeness.activities.bench;

import dev.likeness.activities.embedded.EmbeddedServices;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.training.CheckpointCadence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes all figures, one after the other, in processes like those of a real run beside embedded
 * Temporal and store. Nothing else should run on the machine.
 */
public final class Bench {
  /** Steps of the kinds that run beside each other, as jobs have it by default. */
  private static final int PARALLEL = 2;

  private static final double MEGABYTE = 1e6;
  private static final String LARGE = "720p";
  private static final String SMALL = "240p";

  private final Path folder;
  private final boolean quick;
  private final Consumer<String> saying;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * @param folder empty, on the disk that is to be measured
   * @param saying told what comes next
   */
  public Bench(Path folder, boolean quick, Consumer<String> saying) {
    this.folder = folder;
    this.quick = quick;
    this.saying = saying;
  }

  /** Some minutes of work. */
  public List<Figure> run() throws IOException {
    saying.accept("footage");
    film(LARGE).write(folder(LARGE));
    film(SMALL).write(folder(SMALL));
    Home home = new Home(folder.resolve("home"));
    home.prepare();
    try (EmbeddedServices services = EmbeddedServices.start(home, "likeness bench");
        ResidentMemory memory = ResidentMemory.watching()) {
      one(order(Part.PREPARE, LARGE, ""));
      one(order(Part.PREPARE, SMALL, ""));
      memory.take();
      extract();
      memory("extract", memory);
      for (String architecture : List.of("quick64", "original", "lightweight", "series120")) {
        train(architecture, services.store());
        memory("train " + architecture, memory);
        share(architecture);
        memory.take();
      }
      start(services.store());
      memory.take();
      film(LARGE, "quick64");
      memory("convert and merge 720p quick64", memory);
      film(SMALL, "original");
      memory("convert and merge 240p original", memory);
    }
    return List.copyOf(figures);
  }

  private BenchFilm film(String name) {
    int rendered = quick ? 10 : 30;
    int frames = quick ? 60 : 120;
    return name.equals(LARGE)
        ? new BenchFilm(1280, 720, rendered, frames)
        : new BenchFilm(426, 240, rendered, frames);
  }

  private FilmFolder folder(String film) {
    return new FilmFolder(folder.resolve(film));
  }

  private PartOrder order(Part part, String film, String architecture) {
    return new PartOrder(
        part,
        folder.toString(),
        film,
        0,
        film(film).frames(),
        architecture,
        quick ? 2 : 6,
        Optional.empty());
  }

  private void extract() throws IOException {
    double decode = both(order(Part.DECODE, LARGE, ""));
    double extract = both(order(Part.EXTRACT, LARGE, ""));
    add("decode 720p", decode, "frames/s", "two processes that only decode");
    add(
        "extract 720p",
        extract,
        "frames/s",
        "two extract steps, one face a frame, smallest face 1/16 of the width");
  }

  private void train(String architecture, StoreAddress store) throws IOException {
    PartOrder order = order(Part.TRAIN, LARGE, architecture);
    boolean saves = architecture.equals("quick64") || architecture.equals("original");
    Map<String, Double> measured = one(saves ? withStore(order, store) : order);
    add("train " + architecture, of(measured, "real"), "it/s", "with real data, the default batch");
    if (saves) {
      double bytes = of(measured, "bytes");
      double save = of(measured, "save");
      double restore = of(measured, "restore");
      double between = new CheckpointCadence(save, 0, 0).seconds();
      double lost = of(measured, "lost");
      String what = "checkpoint " + architecture;
      add(what + " size", bytes / MEGABYTE, "MB", "weights, moments, losses");
      add(what + " save", save, "s", "from the moment to the last byte in the store");
      add(what + " save rate", bytes / MEGABYTE / save, "MB/s", "through the embedded store");
      add(what + " stand", of(measured, "standing"), "s", "in which no iteration runs");
      add(what + " preview", of(measured, "preview"), "s", "of the save, for the preview sheet");
      add(what + " lost", lost, "s", "of training in all, slower iterations too");
      add(what + " times", bytes / of(measured, "weights"), "x", "its bytes against the weights'");
      add(
          what + " stall share",
          100 * of(measured, "standing") / between,
          "%",
          "of training at a new model's cadence");
      add(what + " lost share", 100 * lost / between, "%", "the same with slower iterations");
      add(
          what + " resume",
          start(withStore(order(Part.RESUME, LARGE, architecture), store)),
          "s",
          "from starting a process after a kill to its first iteration");
      add(what + " restore", restore, "s", "from the store to a trainer that can go on");
      add(what + " restore rate", bytes / MEGABYTE / restore, "MB/s", "through the embedded store");
    }
  }

  private void share(String architecture) throws IOException {
    Map<String, Double> measured = one(order(Part.SHARE, LARGE, architecture));
    String what = "train " + architecture;
    add(what + " fixed", of(measured, "fixed"), "it/s", "with one batch over and over");
    add(what + " share", 100 * of(measured, "share"), "%", "real data against one batch, by turns");
  }

  private void start(StoreAddress store) throws IOException {
    add(
        "step start",
        start(withStore(order(Part.START, LARGE, ""), store)),
        "s",
        "from starting the JVM to its first answer from the store");
    add(
        "step start network",
        start(withStore(order(Part.START_NETWORK, LARGE, "quick64"), store)),
        "s",
        "the same, and the first face is drawn");
  }

  private void film(String film, String architecture) throws IOException {
    String what = " " + film + " " + architecture;
    double convert = of(one(order(Part.CONVERT, film, architecture)), "rate");
    double merge = both(order(Part.MERGE, film, architecture));
    add("decode" + what, both(order(Part.DECODE, film, "")), "frames/s", "two processes");
    add("encode" + what, both(order(Part.ENCODE, film, "")), "frames/s", "two processes");
    add("convert" + what, convert, "frames/s", "one convert step, one face a frame");
    add("merge" + what, merge, "frames/s", "two merge steps");
    add(
        "convert and merge" + what,
        1 / (1 / convert + 1 / merge),
        "frames/s",
        "one after the other, as in a job");
  }

  private void memory(String what, ResidentMemory memory) {
    add("memory " + what, memory.take(), "MiB", "peak of this process and its children, summed");
  }

  private void add(String name, double value, String unit, String meaning) {
    figures.add(new Figure(name, value, unit, meaning));
  }

  private static double of(Map<String, Double> measured, String name) {
    return Optional.ofNullable(measured.get(name)).orElseThrow();
  }

  private static PartOrder withStore(PartOrder order, StoreAddress store) {
    return new PartOrder(
        order.part(),
        order.folder(),
        order.film(),
        order.from(),
        order.to(),
        order.architecture(),
        order.seconds(),
        Optional.of(store));
  }

  /** The median of three starts. */
  private double start(PartOrder order) throws IOException {
    List<Double> times = new ArrayList<>();
    saying.accept(order.part().name());
    for (int i = 0; i < 3; i++) {
      try (PartProcess process = PartProcess.start(order)) {
        times.add(process.awaitReady());
      }
    }
    return times.stream().sorted().toList().get(1);
  }

  private Map<String, Double> one(PartOrder order) throws IOException {
    saying.accept(
        order.part().name().toLowerCase(java.util.Locale.ROOT)
            + " "
            + order.film()
            + " "
            + order.architecture());
    try (PartProcess process = PartProcess.start(order)) {
      process.awaitReady();
      process.go();
      return process.figures();
    }
  }

  /** The summed rate of processes that each have a chunk of the film. */
  private double both(PartOrder order) throws IOException {
    saying.accept(order.part().name().toLowerCase(java.util.Locale.ROOT) + " " + order.film());
    List<PartProcess> processes = new ArrayList<>();
    try {
      int chunk = order.to() / PARALLEL;
      for (int i = 0; i < PARALLEL; i++) {
        processes.add(PartProcess.start(order.chunk(i * chunk, (i + 1) * chunk)));
      }
      for (PartProcess process : processes) {
        process.awaitReady();
      }
      for (PartProcess process : processes) {
        process.go();
      }
      double rate = 0;
      for (PartProcess process : processes) {
        rate += of(process.figures(), "rate");
      }
      return rate;
    } finally {
      processes.forEach(PartProcess::close);
    }
  }
}
