package dev.likeness.activities.cli;

import dev.likeness.activities.cli.StatusReader.Node;
import dev.likeness.workflows.Progress;
import dev.likeness.workflows.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one status of a workflow's and its children's. */
final class StatusMerger {
  private StatusMerger() {}

  /** Where the job stands now, on top of what was known before. */
  static SwapStatus merge(Node job, SwapStatus before) {
    List<SwapStatus.Stage> stages = new ArrayList<>();
    Map<String, Object> facts = new TreeMap<>(before.facts());
    collect(job, stages, facts, true);
    Optional<StageStatus> training = training(job);
    Progress progress = training.map(StageStatus::progress).orElse(Progress.NONE);
    Map<String, Double> figures = progress.figures();
    Optional<String> weights =
        Optional.ofNullable(progress.notes().get("weights")).or(before::weights);
    boolean begun = progress.total() > 0 || progress.done() > 0;
    for (String note : List.of("moved", "brokenCheckpoints")) {
      if (begun) { // the training under way tells anew what still holds
        facts.remove(note);
      }
      Optional.ofNullable(progress.notes().get(note)).ifPresent(said -> facts.put(note, said));
    }
    return new SwapStatus(
        before.project(),
        job.status().stage(),
        job.status().sentence(),
        !job.status().stage().equals("done") && !job.status().stage().equals("failed"),
        job.status().paused(),
        begun ? progress.done() : before.iteration(),
        begun ? progress.total() : before.iterations(),
        Optional.ofNullable(figures.get("sourceLoss")).or(before::sourceLoss),
        Optional.ofNullable(figures.get("targetLoss")).or(before::targetLoss),
        weights,
        training.map(StageStatus::what).or(before::model),
        Optional.ofNullable(progress.notes().get("architecture")).or(before::architecture),
        count(figures, "resumes", before.resumes()),
        count(figures, "rollbacks", before.rollbacks()),
        count(figures, "iterationsRedone", before.iterationsRedone()),
        stages,
        stages.stream().mapToInt(SwapStatus.Stage::made).sum(),
        stages.stream().mapToInt(SwapStatus.Stage::reused).sum(),
        facts,
        before.films(),
        Optional.ofNullable(progress.notes().get("preview")).or(before::preview),
        weights);
  }

  private static long count(Map<String, Double> figures, String name, long before) {
    return Optional.ofNullable(figures.get(name)).map(Math::round).orElse(before);
  }

  /**
   * The stages of a workflow and of its children. A parent sums up some children in stages of its
   * own, which would count everything twice: they are taken only while no child has them.
   */
  private static void collect(
      Node node, List<SwapStatus.Stage> stages, Map<String, Object> facts, boolean root) {
    String prefix = root ? "" : node.id().substring(node.id().lastIndexOf('/') + 1) + ".";
    node.status().facts().forEach((name, fact) -> facts.put(prefix + name, fact));
    List<SwapStatus.Stage> ofChildren = new ArrayList<>();
    node.children().forEach(child -> collect(child, ofChildren, facts, false));
    stages.addAll(ofChildren);
    for (StageStatus own : node.status().stages()) {
      boolean summary =
          ofChildren.stream()
              .anyMatch(
                  stage -> stage.stage().equals(own.stage()) && stage.what().equals(own.what()));
      if (!summary) {
        stages.add(SwapStatus.Stage.of(own));
      }
    }
  }

  private static Optional<StageStatus> training(Node node) {
    Optional<StageStatus> own =
        node.status().stages().stream()
            .filter(stage -> stage.stage().equals("train"))
            .filter(stage -> stage.progress().total() > 0 || stage.progress().done() > 0)
            .findFirst();
    return own.or(
        () ->
            node.children().stream()
                .map(StatusMerger::training)
                .flatMap(Optional::stream)
                .findFirst());
  }
}
