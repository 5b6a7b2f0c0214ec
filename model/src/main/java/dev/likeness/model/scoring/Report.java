package dev.likeness.model.scoring;

import dev.likeness.model.image.Picture;
import dev.likeness.model.video.StillPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A demonstration's report: one HTML page that carries its own style and pictures and asks for
 * nothing from anywhere.
 *
 * @param preview the newest preview sheet of the training
 * @param stories the frames to show, such as the worst, the median and the best
 * @param provenance digests, seeds, versions: what to show, by name
 */
public record Report(
    ScoreCard card,
    List<LossPoint> losses,
    Optional<Picture> preview,
    List<Story> stories,
    SortedMap<String, String> provenance) {
  private static final int JPEG_QUALITY = 90;

  public Report {
    losses = List.copyOf(losses);
    stories = List.copyOf(stories);
    provenance = new TreeMap<>(provenance);
  }

  public String html() {
    var page = new StringBuilder();
    page.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Likeness: a swap against its exact answer</title>
        <style>
        """);
    page.append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    head(page);
    figures(page);
    frames(page);
    training(page);
    provenance(page);
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head(StringBuilder page) {
    page.append("<h1>A swap against its exact answer</h1>\n")
        .append("<p class=\"quiet\">Both faces are synthetic: rendered by this program, nobody's")
        .append(" likeness. So the frame that a perfect swap would give can be rendered too, and")
        .append(" the result is held against it.</p>\n")
        .append(
            card.passed() ? verdict("good", "The swap works") : verdict("bad", "Not good enough"))
        .append("\n");
  }

  private void figures(StringBuilder page) {
    page.append(
        """
        <section>
        <h2>Figures</h2>
        <div class="scroll"><table>
        <thead><tr><th></th><th>PSNR, dB &uarr;</th><th>SSIM &uarr;</th>\
        <th>Landmark error &darr;</th><th>Jitter &darr;</th></tr></thead>
        <tbody>
        """);
    row(page, "swap", "The swap", card.swap());
    row(page, "untouched", "Target, untouched", card.untouched());
    row(page, "pasted", "Mean source face, pasted", card.pasted());
    page.append("</tbody></table></div>\n<ul class=\"checks\">\n");
    for (Check check : card.checks()) {
      page.append(
          "<li class=\"%s\"><span class=\"mark\">%s</span><span>%s</span></li>\n"
              .formatted(
                  check.passed() ? "good" : "bad",
                  check.passed() ? "met" : "missed",
                  escaped(check.sentence())));
    }
    page.append("</ul>\n<p class=\"quiet\">Over ")
        .append(card.facts().frames())
        .append(" frames, inside the face as the renderer knows it. Landmark error in distances")
        .append(" between the outer eye corners, jitter in levels of 255.</p>\n</section>\n");
  }

  private static void row(StringBuilder page, String kind, String name, Figures figures) {
    page.append(
        String.format(
            Locale.ROOT,
            "<tr class=\"%s\"><td>%s</td><td>%.2f</td><td>%.4f</td><td>%.4f</td><td>%.2f</td></tr>%n",
            kind,
            name,
            figures.psnr(),
            figures.ssim(),
            figures.landmarkError(),
            figures.jitter()));
  }

  private void frames(StringBuilder page) {
    page.append("<section>\n<h2>Frames</h2>\n");
    for (Story story : stories) {
      page.append(
          String.format(
              Locale.ROOT,
              "<h3>The %s frame: number %d, %.2f dB</h3>%n<div class=\"frames\">%n",
              escaped(story.rank()),
              story.ordinal(),
              story.psnr()));
      figure(page, "before", story.before());
      figure(page, "after", story.after());
      figure(page, "answer", story.answer());
      figure(page, "difference to the answer, 4 times as bright", story.difference());
      page.append("</div>\n");
    }
    page.append("</section>\n");
  }

  private void training(StringBuilder page) {
    page.append("<section>\n<h2>Training</h2>\n").append(LossCurve.svg(losses));
    page.append(
        """
        <p class="key"><span><b style="background:var(--source)"></b>loss, source</span>\
        <span><b style="background:var(--target)"></b>loss, target</span>\
        <span>over iterations</span></p>
        """);
    preview.ifPresent(
        sheet ->
            page.append("<h3>Preview: source, reconstruction, target, reconstruction, swap</h3>\n")
                .append("<img class=\"sheet\" alt=\"Preview sheet\" src=\"")
                .append(data(sheet))
                .append("\">\n"));
    page.append("</section>\n");
  }

  private void provenance(StringBuilder page) {
    page.append("<section>\n<h2>Where it comes from</h2>\n<dl>\n");
    fact(page, "seed", Long.toString(card.facts().seed()));
    fact(page, "iterations", Integer.toString(card.facts().iterations()));
    fact(page, "seconds", String.format(Locale.ROOT, "%.0f", card.facts().seconds()));
    new TreeMap<>(card.facts().versions()).forEach((name, value) -> fact(page, name, value));
    provenance.forEach((name, value) -> fact(page, name, value));
    page.append("</dl>\n</section>\n");
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("<dt>%s</dt><dd>%s</dd>\n".formatted(escaped(name), escaped(value)));
  }

  private static void figure(StringBuilder page, String caption, Picture picture) {
    page.append("<figure><img alt=\"%s\" src=\"".formatted(caption))
        .append(data(picture))
        .append("\"><figcaption>%s</figcaption></figure>\n".formatted(caption));
  }

  private static String verdict(String kind, String words) {
    return "<span class=\"verdict %s\">%s</span>".formatted(kind, words);
  }

  private static String data(Picture picture) {
    return "data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(StillPicture.jpeg(picture, JPEG_QUALITY));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (var in = Report.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from this build.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
