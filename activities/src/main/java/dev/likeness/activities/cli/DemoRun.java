package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.demo.DemoFilms;
import dev.likeness.activities.demo.DemoScore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.model.json.Json;
import dev.likeness.model.scoring.Check;
import dev.likeness.model.scoring.Figures;
import dev.likeness.model.scoring.ScoreCard;
import dev.likeness.workflows.SwapResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The demonstration: films are rendered, swapped by the same run as anybody's, and scored. Each
 * part that is there already is kept.
 */
final class DemoRun {
  private static final String ARCHITECTURE = "quick64";

  private final Order order;
  private final Screen screen;
  private final DemoFootage footage;

  DemoRun(Order order, Screen screen) {
    this.order = order;
    this.screen = screen;
    footage = new DemoFootage(order.options());
  }

  /** What was asked for. */
  record Order(Home home, Path out, DemoOptions options, boolean quick, boolean json) {
    /** The name under which the home keeps the job; one a seed and length. */
    String project() {
      return "demo-" + options.seed() + (quick ? "-quick" : "");
    }

    /** Enough for the score with room to spare, and for a person; measured on two cores. */
    long iterations() {
      return quick ? 1_800 : 3_000;
    }

    /** The job as {@code likeness swap} would ask for it. */
    ObjectNode job(Path source, Path target) {
      ObjectNode job = Json.MAPPER.createObjectNode().put("project", project());
      job.putArray("sources").addObject().put("file", source.toString());
      job.putArray("targets").addObject().put("file", target.toString());
      job.putObject("training")
          .put("architecture", ARCHITECTURE)
          .put("iterations", iterations())
          // Chosen together on two cores: as good after 1,000 iterations as the defaults after
          // 2,000.
          .put("crop", "mid")
          .put("learningRate", 1e-3)
          .put("colour", false)
          .put("seed", options.seed());
      // Two steps beside each other, each with half of the film: the fewest processes to start.
      job.putObject("fanout").put("chunk", (options.frames() + 1) / 2);
      return job;
    }
  }

  ExitCode run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    order.home().prepare();
    // Rendering makes the first loggers.
    Logs.into(order.home().logs());
    DemoFilms films = films();
    Place place =
        new Place(
            order.home(),
            Optional.empty(),
            TemporalAccess.PLAIN,
            Optional.empty(),
            true,
            "likeness demo");
    var out = new OutputPlace(order.out().resolve(DemoScore.RESULT), false);
    SwapResult result =
        new SwapRun(place, screen).run(order.job(films.source(), films.target()), out).result();
    ScoreCard card = score(result, start);
    if (order.json()) {
      screen.say(Json.MAPPER.writeValueAsString(card));
    } else {
      lines(card).forEach(screen::say);
    }
    return card.passed() ? ExitCode.OK : ExitCode.SCORE_MISSED;
  }

  private DemoFilms films() throws IOException {
    var films = new DemoFilms(order.out(), footage);
    Interrupts interrupts = Interrupts.install(screen);
    try (var progress = new StageProgress(screen, interrupts, "render", films.steps(), "frames")) {
      if (films.present()) {
        progress.found();
      } else {
        films.render(progress::at);
        progress.finished();
      }
    }
    return films;
  }

  private ScoreCard score(SwapResult result, long start) throws IOException {
    var score = new DemoScore(order.out(), footage, result);
    Interrupts interrupts = Interrupts.install(screen);
    try (var progress = new StageProgress(screen, interrupts, "score", score.steps(), "frames")) {
      Optional<ScoreCard> present = score.present();
      if (present.isPresent()) {
        progress.found();
        return present.get();
      }
      // Scoring reads the store and starts no workflow.
      Place place =
          new Place(
              order.home(),
              Optional.empty(),
              TemporalAccess.PLAIN,
              Optional.empty(),
              false,
              "likeness demo");
      try (Session session = Session.start(place, interrupts)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        ScoreCard card = score.make(session.store(), seconds, progress::at);
        progress.finished();
        return card;
      }
    }
  }

  private List<String> lines(ScoreCard card) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("           PSNR    SSIM    landmarks  jitter");
    lines.add(figures("swap", card.swap()));
    lines.add(figures("untouched", card.untouched()));
    lines.add(figures("pasted", card.pasted()));
    for (Check check : card.checks()) {
      if (!check.passed()) {
        lines.add("missed     " + check.sentence());
      }
    }
    lines.add(card.passed() ? "The swap works." : "The swap is not good enough.");
    lines.add("film       " + order.out().resolve(DemoScore.RESULT));
    lines.add("report     " + order.out().resolve(DemoScore.REPORT));
    lines.add("score      " + order.out().resolve(DemoScore.SCORE));
    return lines;
  }

  private static String figures(String name, Figures figures) {
    return String.format(
        Locale.ROOT,
        "%-9s %5.2f dB  %.4f  %.4f     %.2f",
        name,
        figures.psnr(),
        figures.ssim(),
        figures.landmarkError(),
        figures.jitter());
  }
}
