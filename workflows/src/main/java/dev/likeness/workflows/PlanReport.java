package dev.likeness.workflows;

import java.util.List;
import java.util.Optional;

/**
 * Every error of a request, or exactly one plan: that of the workflow type asked about.
 *
 * @param searchable whether Temporal knows {@link SearchAttributes}; no in older histories
 */
public record PlanReport(
    List<String> errors,
    Optional<FaceSwapPlan> faceSwap,
    Optional<ExtractPlan> extract,
    Optional<TrainPlan> train,
    Optional<ConvertPlan> convert,
    boolean searchable) {
  public PlanReport {
    errors = List.copyOf(errors);
  }

  public static PlanReport refused(List<String> errors) {
    return new PlanReport(
        errors, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public static PlanReport of(FaceSwapPlan plan) {
    return new PlanReport(
        List.of(), Optional.of(plan), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public static PlanReport of(ExtractPlan plan) {
    return new PlanReport(
        List.of(), Optional.empty(), Optional.of(plan), Optional.empty(), Optional.empty(), false);
  }

  public static PlanReport of(TrainPlan plan) {
    return new PlanReport(
        List.of(), Optional.empty(), Optional.empty(), Optional.of(plan), Optional.empty(), false);
  }

  public static PlanReport of(ConvertPlan plan) {
    return new PlanReport(
        List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(plan), false);
  }

  public PlanReport searchable(boolean known) {
    return new PlanReport(errors, faceSwap, extract, train, convert, known);
  }
}
