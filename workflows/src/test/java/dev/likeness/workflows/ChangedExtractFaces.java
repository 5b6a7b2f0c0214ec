package dev.likeness.workflows;

import java.util.List;
import java.util.Optional;

/**
 * What somebody could make of {@link ExtractFacesWorkflow} who forgets the jobs that are running:
 * its first step is another one.
 */
public final class ChangedExtractFaces implements ExtractFaces {
  private final Journal journal = new Journal();

  @Override
  public ExtractedFaces run(Request request) {
    ExtractPlan plan = Plans.of(request, journal).extract().orElseThrow();
    journal.of(plan.project());
    var runs = new Runs(journal);
    var align = new StepSpec("align", Ordered.of(), Ordered.of(), plan.medium().name());
    runs.all("align", plan.medium().name(), runs.stubs()::align, List.of(align), 1);
    return new ExtractedFaces(
        new Medium("", "", Optional.empty()), "", "", "", 0, 0, List.of(), Ordered.of(), 0, 0);
  }

  @Override
  public JobStatus status() {
    return journal.status();
  }

  @Override
  public void steer(Steering steering) {}

  @Override
  public Answer pause() {
    return new Answer("");
  }

  @Override
  public void checkPause() {}

  @Override
  public Answer resume() {
    return new Answer("");
  }

  @Override
  public void checkResume() {}
}
