package dev.likeness.activities.cli;

import dev.likeness.workflows.StageStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a project stands, as {@code status --json} prints it and {@code status.json} keeps it.
 *
 * @param stage the stage it is in, {@code done} or {@code failed}
 * @param sentence the same for a person
 * @param running whether a process worked on it when this was asked
 * @param iterations where training ends, 0 when that is not known
 * @param modelSha256 SHA-256 of the newest weights
 * @param weights the same digest, as requests name it
 * @param resumes how often the model's training was taken up again, in this job or before it
 * @param rollbacks how often training went back to a segment's start because a loss was not finite
 *     or exploded
 * @param iterationsRedone iterations computed again after runs that died; a run that died said up
 *     to five seconds before how far it was, so it is a lower bound by that
 * @param made steps carried out, and {@code reused} those whose result was there already
 * @param films finished films
 * @param preview digest of the newest preview sheet
 */
record SwapStatus(
    String project,
    String stage,
    String sentence,
    boolean running,
    boolean paused,
    long iteration,
    long iterations,
    Optional<Double> sourceLoss,
    Optional<Double> targetLoss,
    Optional<String> modelSha256,
    Optional<String> model,
    Optional<String> architecture,
    long resumes,
    long rollbacks,
    long iterationsRedone,
    List<Stage> stages,
    int made,
    int reused,
    Map<String, Object> facts,
    List<Film> films,
    Optional<String> preview,
    Optional<String> weights) {
  SwapStatus {
    stages = List.copyOf(stages);
    facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    films = List.copyOf(films);
  }

  /** How far one stage of one medium or model is; rate in units per second, 0 when unknown. */
  record Stage(
      String stage,
      String what,
      int made,
      int reused,
      int steps,
      long done,
      long total,
      String unit,
      double rate) {
    static Stage of(StageStatus status) {
      var progress = status.progress();
      return new Stage(
          status.stage(),
          status.what(),
          status.made(),
          status.reused(),
          status.steps(),
          progress.done(),
          progress.total(),
          progress.unit(),
          progress.rate());
    }

    boolean complete() {
      return made + reused >= steps;
    }
  }

  /** A finished film: which target, its digest in the store, whom it replaced there. */
  record Film(String name, String film, String person, Map<String, Object> values) {
    Film {
      values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }
  }

  /** The same at another stage. */
  SwapStatus at(String stage, String sentence, boolean running) {
    return new SwapStatus(
        project,
        stage,
        sentence,
        running,
        paused && running,
        iteration,
        iterations,
        sourceLoss,
        targetLoss,
        modelSha256,
        model,
        architecture,
        resumes,
        rollbacks,
        iterationsRedone,
        stages,
        made,
        reused,
        facts,
        films,
        preview,
        weights);
  }

  static SwapStatus beginning(String project) {
    return new SwapStatus(
        project,
        "plan",
        "Checking the request.",
        true,
        false,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        List.of(),
        0,
        0,
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
