package dev.likeness.activities.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import dev.likeness.model.scoring.Candidate;
import dev.likeness.model.scoring.LossPoint;
import dev.likeness.model.scoring.RankedFrames;
import dev.likeness.model.scoring.Report;
import dev.likeness.model.scoring.ScoreCard;
import dev.likeness.model.scoring.Scorer;
import dev.likeness.model.scoring.Scores;
import dev.likeness.model.scoring.Story;
import dev.likeness.model.video.StillPicture;
import dev.likeness.workflows.SwapResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Scores a demonstration's film and writes {@code score.json} and {@code report.html} beside it; a
 * score of this very film that is there already is kept.
 */
public final class DemoScore {
  public static final String RESULT = "result.mp4";
  public static final String SCORE = "score.json";
  public static final String REPORT = "report.html";

  private static final String FILM = "film";
  private static final String PREVIEW = "preview";
  private static final String CURVE = "curve";

  private final Path folder;
  private final DemoFootage footage;
  private final SwapResult result;

  /**
   * @param folder where the demonstration's films and the swap's lie
   */
  public DemoScore(Path folder, DemoFootage footage, SwapResult result) {
    this.folder = folder;
    this.footage = footage;
    this.result = result;
  }

  /** How many steps {@link #make} counts to. */
  public int steps() {
    return 2 * footage.options().frames();
  }

  /** The score of this film, when it was written before with its report. */
  public Optional<ScoreCard> present() throws IOException {
    Path file = folder.resolve(SCORE);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(folder.resolve(REPORT))) {
      return Optional.empty();
    }
    try {
      ScoreCard card = Json.MAPPER.readValue(file.toFile(), ScoreCard.class);
      return Optional.of(card).filter(scored -> film().equals(scored.facts().versions().get(FILM)));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  private String film() {
    return result.films().getFirst().film();
  }

  /**
   * Scores the film and writes both files, which appear when they are complete.
   *
   * @param store where the run's alignments, facesets and losses are
   * @param seconds what the job took
   * @param progress told how many of {@link #steps()} are done; may fail to give up
   */
  public ScoreCard make(ArtifactStore store, double seconds, IntConsumer progress)
      throws IOException {
    try (var scratch = Scratch.in(folder)) {
      Map<Candidate, Path> others =
          new OtherCandidates(store, result, scratch.path()).make(progress);
      int frames = footage.options().frames();
      Scores scores = scores(others, done -> progress.accept(frames + done));
      ScoreCard card =
          ScoreCard.of(
              scores,
              footage.options().seed(),
              Math.toIntExact(result.model().iteration()),
              seconds,
              versions());
      var report =
          new Report(
              card, losses(store), preview(store), stories(scores), new TreeMap<>(provenance()));
      Files.writeString(scratch.path().resolve(REPORT), report.html());
      Files.write(
          scratch.path().resolve(SCORE),
          Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(card));
      scratch.publish(REPORT, folder);
      scratch.publish(SCORE, folder);
      return card;
    }
  }

  private Scores scores(Map<Candidate, Path> others, IntConsumer progress) throws IOException {
    try (Film swap = Film.open(folder.resolve(RESULT));
        Film untouched = Film.open(candidate(others, Candidate.UNTOUCHED));
        Film pasted = Film.open(candidate(others, Candidate.PASTED))) {
      return new Scorer()
          .score(
              footage.options().frames(),
              footage::answer,
              Map.of(
                  Candidate.SWAP, swap,
                  Candidate.UNTOUCHED, untouched,
                  Candidate.PASTED, pasted),
              progress);
    }
  }

  private static Path candidate(Map<Candidate, Path> films, Candidate candidate) {
    return Optional.ofNullable(films.get(candidate)).orElseThrow();
  }

  private List<Story> stories(Scores scores) throws IOException {
    RankedFrames ranked = RankedFrames.of(scores.swapPsnr());
    return List.of(
        story("worst", ranked.worst(), scores),
        story("median", ranked.median(), scores),
        story("best", ranked.best(), scores));
  }

  private Story story(String rank, int ordinal, Scores scores) throws IOException {
    var answer = footage.answer(ordinal);
    Picture after = Film.frame(folder.resolve(RESULT), ordinal);
    return new Story(
        rank, ordinal, scores.swapPsnr().get(ordinal), answer.target(), after, answer.answer());
  }

  private List<LossPoint> losses(ArtifactStore store) throws IOException {
    Optional<String> digest = output(CURVE);
    if (digest.isEmpty()) {
      return List.of();
    }
    JsonNode curve = Json.MAPPER.readTree(store.read(new Digest(digest.get())));
    List<LossPoint> losses = new ArrayList<>();
    for (int i = 0; i < curve.path("iterations").size(); i++) {
      losses.add(
          new LossPoint(
              curve.path("iterations").path(i).asInt(),
              curve.path("source").path(i).asDouble(),
              curve.path("target").path(i).asDouble()));
    }
    return losses;
  }

  private Optional<Picture> preview(ArtifactStore store) {
    return output(PREVIEW).map(digest -> StillPicture.read(store.read(new Digest(digest))));
  }

  private Optional<String> output(String name) {
    return Optional.ofNullable(result.model().outputs().get(name));
  }

  private Map<String, String> versions() {
    return Map.of(
        FILM,
        film(),
        "weights",
        output("weights").orElse(""),
        "architecture",
        result.model().architecture(),
        "java",
        String.valueOf(Runtime.version()));
  }

  private Map<String, String> provenance() {
    return Map.of(
        "model",
        result.model().model(),
        "source footage",
        result.sources().getFirst().medium().media(),
        "target footage",
        result.targets().getFirst().medium().media());
  }
}
