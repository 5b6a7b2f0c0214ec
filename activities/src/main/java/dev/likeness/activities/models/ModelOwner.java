package dev.likeness.activities.models;

import java.util.Optional;

/**
 * Who claims a model, as its log says: a workflow, by the run id of its first execution, and which
 * of its runs that is.
 */
public record ModelOwner(String workflow, String firstRun, int generation) {
  private static final String BETWEEN = "|";

  /** What stands in the log. */
  public String written() {
    return workflow + BETWEEN + firstRun + BETWEEN + generation;
  }

  /**
   * Reads {@link #written}; a workflow's id, which a person may choose, may hold the separator too.
   * Absent for what something else wrote.
   */
  public static Optional<ModelOwner> of(String written) {
    int second = written.lastIndexOf(BETWEEN);
    int first = second < 1 ? -1 : written.lastIndexOf(BETWEEN, second - 1);
    if (first < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ModelOwner(
              written.substring(0, first),
              written.substring(first + 1, second),
              Integer.parseInt(written.substring(second + 1))));
    } catch (NumberFormatException other) {
      return Optional.empty();
    }
  }

  public boolean isOf(String workflow, String firstRun) {
    return this.workflow.equals(workflow) && this.firstRun.equals(firstRun);
  }
}
