package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.workflows.ConvertedVideo;
import dev.likeness.workflows.FailureReason;
import dev.likeness.workflows.SwapResult;
import dev.likeness.workflows.TrainedModel;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs the whole job: files into the store, the workflow {@code FaceSwap} to its end, films out of
 * the store. What was made before is found again, so the same call goes on where another stopped.
 */
final class SwapRun {
  private final Place place;
  private final Screen screen;

  SwapRun(Place place, Screen screen) {
    this.place = place;
    this.screen = screen;
  }

  /** What came of a job: its status at the end, and the films in the order of the targets. */
  record Outcome(SwapStatus status, SwapResult result, List<Path> films, Path preview) {
    Outcome {
      films = List.copyOf(films);
    }
  }

  /**
   * Runs a job whose files were checked.
   *
   * @param job the request; {@code file} may stand for a digest
   * @throws RuntimeException for {@link Failures} to explain
   */
  Outcome run(ObjectNode job, OutputPlace out) throws InterruptedException {
    String project = job.path("project").asText();
    ProjectFolder folder = ProjectFolder.of(place.home(), project);
    String goOn = "Interrupted. Everything finished is kept: the same command goes on from there.";
    Interrupts interrupts = Interrupts.install(screen);
    try (Session session = Session.start(place, interrupts)) {
      screen.note("project  " + project);
      ObjectNode stored =
          StoredInputs.store(JobType.FACE_SWAP, job, session.store(), place.home().scratch());
      WorkflowStub workflow = JobStart.start(session.client(), JobType.FACE_SWAP, project, stored);
      // Not before: a job that is refused leaves the record of the one that runs.
      folder.writeJob(stored);
      var newest = new AtomicReference<>(SwapStatus.beginning(project));
      try (ProgressView view = ProgressView.on(screen)) {
        SwapResult result =
            new Follower(session, interrupts, goOn)
                .follow(
                    workflow,
                    project,
                    SwapResult.class,
                    newest.get(),
                    status -> {
                      keep(session, folder, newest.getAndSet(status), status);
                      view.show(status);
                    });
        SwapStatus done = finished(newest.get(), result);
        keep(session, folder, newest.getAndSet(done), done);
        view.finish(done);
        return new Outcome(done, result, deliver(session, result, stored, out), folder.preview());
      } catch (Refusal interrupted) {
        session.stopSteps();
        folder.writeStatus(newest.get().at(newest.get().stage(), interrupted.sentence(), false));
        throw interrupted;
      } catch (RuntimeException failure) {
        if (!isContested(failure)) { // contact sheets still need the worker, and nothing trains
          session.stopSteps();
        }
        folder.writeStatus(newest.get().at("failed", Failures.of(failure).sentence(), false));
        throw explained(session, stored, out, failure);
      }
    }
  }

  private static void keep(
      Session session, ProjectFolder folder, SwapStatus before, SwapStatus status) {
    folder.writeStatus(status);
    if (!status.preview().equals(before.preview())) {
      status
          .preview()
          .ifPresent(preview -> Delivery.fetch(session.store(), preview, folder.preview()));
    }
  }

  private static SwapStatus finished(SwapStatus status, SwapResult result) {
    TrainedModel model = result.model();
    List<SwapStatus.Film> films = new ArrayList<>();
    for (int i = 0; i < result.films().size(); i++) {
      ConvertedVideo film = result.films().get(i);
      films.add(
          new SwapStatus.Film(
              film.name(), film.film(), result.targets().get(i).person(), film.values()));
    }
    Map<String, Object> values = model.values();
    Map<String, Object> facts = new TreeMap<>(status.facts());
    facts.put("model", values);
    Optional<String> weights = Optional.ofNullable(model.outputs().get("weights"));
    return new SwapStatus(
        status.project(),
        "done",
        "All targets are converted.",
        false,
        false,
        model.iteration(),
        Math.max(model.iteration(), status.iterations()),
        number(values, "sourceLoss").or(status::sourceLoss),
        number(values, "targetLoss").or(status::targetLoss),
        weights,
        Optional.of(model.model()),
        Optional.of(model.architecture()),
        status.resumes(),
        number(values, "rollbacks").map(Math::round).orElse(status.rollbacks()),
        status.iterationsRedone(),
        status.stages(),
        status.made(),
        status.reused(),
        facts,
        films,
        Optional.ofNullable(model.outputs().get("preview")).or(status::preview),
        weights);
  }

  private static Optional<Double> number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  private static List<Path> deliver(
      Session session, SwapResult result, ObjectNode job, OutputPlace out) {
    List<Path> films =
        out.films(
            result.films().stream().map(ConvertedVideo::name).toList(),
            job.path("container").asText("mp4"));
    for (int i = 0; i < films.size(); i++) {
      Delivery.fetch(session.store(), result.films().get(i).film(), films.get(i));
    }
    return films;
  }

  /** Adds contact sheets when it is unclear who is meant: they show what the ids stand for. */
  private RuntimeException explained(
      Session session, ObjectNode job, OutputPlace out, RuntimeException failure)
      throws InterruptedException {
    if (!isContested(failure)) {
      return failure;
    }
    Refusal refusal = Failures.of(failure);
    screen.note("Two people could be meant: making contact sheets of them.");
    List<Path> sheets = new Contested(session).sheets(job, out);
    return new Refusal(
        refusal.exit(),
        refusal.sentence() + (sheets.isEmpty() ? "" : " They are shown in " + paths(sheets) + "."));
  }

  private static String paths(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }

  static boolean isContested(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ApplicationFailure step
          && FailureReason.PERSON_CONTESTED.name().equals(step.getType())) {
        return true;
      }
    }
    return false;
  }
}
