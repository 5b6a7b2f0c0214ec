package dev.likeness.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a workflow says of itself: one status, for queries and for the details a UI shows. */
final class Journal {
  private String project = "";
  private final Map<String, StageStatus> stages = new LinkedHashMap<>();
  private final List<String> children = new ArrayList<>();
  private final Map<String, Object> facts = new TreeMap<>();
  private String stage = "plan";
  private String sentence = "Checking the request.";
  private boolean paused;
  private boolean searchable;

  /** Carries a workflow out; what ends it badly is the last thing its status says. */
  <R> R told(Supplier<R> work) {
    try {
      return work.get();
    } catch (ApplicationFailure e) {
      enter("failed", String.valueOf(e.getOriginalMessage()));
      throw e;
    }
  }

  void of(String project) {
    this.project = project;
  }

  String project() {
    return project;
  }

  void searchable(boolean searchable) {
    this.searchable = searchable;
  }

  void enter(String stage, String sentence) {
    this.stage = stage;
    this.sentence = sentence;
    show();
    if (searchable && !project.isEmpty()) {
      SearchAttributes.set(project, stage);
    }
  }

  void child(String workflowId) {
    children.add(workflowId);
  }

  void fact(String name, Object value) {
    facts.put(name, value);
  }

  void paused(boolean paused) {
    this.paused = paused;
    show();
  }

  void record(StageStatus status) {
    stages.put(status.stage() + " " + status.what(), status);
    show();
  }

  JobStatus status() {
    return new JobStatus(
        project, stage, sentence, paused, List.copyOf(stages.values()), children, facts);
  }

  private void show() {
    Workflow.setCurrentDetails(Details.of(status()));
  }
}
