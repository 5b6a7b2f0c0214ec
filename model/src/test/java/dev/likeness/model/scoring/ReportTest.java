package dev.likeness.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Figures GOOD = new Figures(30, 0.9, 0.01, 1);
  private static final Figures POOR = new Figures(20, 0.7, 0.05, 1);

  @Test
  void asksForNothingFromAnywhere() {
    String page = page(card(GOOD));
    assertFalse(page.contains("http"), "an address");
    assertFalse(page.contains("<script") || page.contains("<link") || page.contains("url("));
    var sources = Pattern.compile("(src|href)=\"(?!data:)").matcher(page);
    assertFalse(sources.find(), "something from outside");
    assertEquals(5, page.split("data:image/jpeg;base64,", -1).length - 1);
    assertTrue(page.contains("prefers-color-scheme: dark"));
  }

  @Test
  void saysWhetherTheSwapWorked() {
    assertTrue(page(card(GOOD)).contains("The swap works"));
    String failed = page(card(POOR));
    assertTrue(failed.contains("Not good enough"));
    assertTrue(failed.contains("missed"));
  }

  @Test
  void writesForeignWordsAsTextAndNotAsMarkup() {
    String page = page(card(GOOD));
    assertTrue(page.contains("&lt;b&gt;model&lt;/b&gt;"));
    assertFalse(page.contains("<b>model"));
  }

  @Test
  void aScoreCardComesBackFromItsJsonAsItWas() throws Exception {
    var card = card(GOOD);
    String json = Json.MAPPER.writeValueAsString(card);
    assertEquals(card, Json.MAPPER.readValue(json, ScoreCard.class));
    for (String key : List.of("swap", "untouched", "pasted")) {
      assertEquals(4, Json.MAPPER.readTree(json).get(key).size(), key);
    }
  }

  @Test
  void aLossThatIsNoNumberIsLeftOutOfTheCurve() {
    String svg =
        LossCurve.svg(List.of(new LossPoint(1, 0.5, 0.4), new LossPoint(2, Double.NaN, 0.3)));
    assertTrue(svg.startsWith("<svg"));
    assertFalse(svg.contains("NaN"));
    assertFalse(LossCurve.svg(List.of()).contains("<svg"));
  }

  private static ScoreCard card(Figures swap) {
    var scores =
        new Scores(
            Map.of(Candidate.SWAP, swap, Candidate.UNTOUCHED, POOR, Candidate.PASTED, POOR),
            List.of(29.0, 30.0, 31.0),
            0);
    return ScoreCard.of(scores, 7, 100, 12.5, Map.of("likeness", "0.1.0"));
  }

  private static String page(ScoreCard card) {
    var picture = Picture.blank(32, 18);
    var story = new Story("worst", 4, 28.5, picture, picture, picture);
    return new Report(
            card,
            List.of(new LossPoint(1, 0.5, 0.4), new LossPoint(100, 0.05, 0.04)),
            Optional.of(picture),
            List.of(story),
            new TreeMap<>(Map.of("<b>model</b>", "ab12")))
        .html();
  }
}
