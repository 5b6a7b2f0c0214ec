package dev.likeness.activities.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.model.json.Json;
import dev.likeness.model.scoring.Figures;
import dev.likeness.model.scoring.ScoreCard;
import dev.likeness.workflows.ConvertedVideo;
import dev.likeness.workflows.SwapResult;
import dev.likeness.workflows.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScoreTest {
  @TempDir Path folder;

  private DemoScore score(String film) {
    var model = new TrainedModel("m", "quick64", 5, Map.of(), Map.of(), 1, 0);
    var converted = new ConvertedVideo("target.mp4", film, List.of(), Map.of(), 1, 0);
    var result = new SwapResult("demo-1", model, List.of(), List.of(), List.of(converted));
    return new DemoScore(folder, new DemoFootage(new DemoOptions(1, 2, 64, 64, 25)), result);
  }

  private ScoreCard card(String film) {
    var figures = new Figures(20, 0.5, 0.1, 3);
    var facts = new ScoreCard.Facts(2, 0, 1, 5, 1.5, Map.of("film", film));
    return new ScoreCard(figures, figures, figures, false, List.of(), facts);
  }

  @Test
  void keepsTheScoreOfThisFilm() throws IOException {
    Files.write(folder.resolve(DemoScore.SCORE), Json.MAPPER.writeValueAsBytes(card("abc")));
    Files.writeString(folder.resolve(DemoScore.REPORT), "<html>");

    assertEquals(Optional.of(card("abc")), score("abc").present());
  }

  @Test
  void doesNotTakeTheScoreOfAnotherFilmOrHalfAScore() throws IOException {
    assertEquals(Optional.empty(), score("abc").present());
    Files.write(folder.resolve(DemoScore.SCORE), Json.MAPPER.writeValueAsBytes(card("abc")));
    assertEquals(Optional.empty(), score("abc").present(), "there is no report");
    Files.writeString(folder.resolve(DemoScore.REPORT), "<html>");
    assertEquals(Optional.empty(), score("def").present());
    Files.writeString(folder.resolve(DemoScore.SCORE), "{");
    assertEquals(Optional.empty(), score("abc").present(), "it is damaged");
  }
}
