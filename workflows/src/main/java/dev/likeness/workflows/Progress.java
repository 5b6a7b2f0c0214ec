package dev.likeness.workflows;

import java.util.Map;

/**
 * How far a run has come.
 *
 * @param done units done, of {@code total}
 * @param unit such as {@code frames} or {@code iterations}
 * @param rate units per second, 0 when unknown
 * @param figures further numbers by name, such as {@code sourceLoss}
 * @param notes further texts by name, such as {@code weights} (a digest)
 */
public record Progress(
    long done,
    long total,
    String unit,
    double rate,
    Map<String, Double> figures,
    Map<String, String> notes) {
  /** The note of a worker that gives people a link to the newest preview sheet. */
  public static final String PREVIEW_LINK = "previewLink";

  public static final Progress NONE = new Progress(0, 0, "", 0, Ordered.of(), Ordered.of());

  public Progress {
    figures = Ordered.copy(figures);
    notes = Ordered.copy(notes);
  }

  /** The same with other texts. */
  public Progress withNotes(Map<String, String> others) {
    return new Progress(done, total, unit, rate, figures, others);
  }
}
