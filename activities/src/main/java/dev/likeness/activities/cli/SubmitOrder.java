package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.plan.Planner;
import dev.likeness.model.json.Json;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job that may be started for others to carry out: its settings are right, its files are there.
 *
 * @param job the request, with {@code file} where a digest will stand
 * @param id the workflow's
 * @param follow to its end
 */
record SubmitOrder(
    Place place, JobType type, ObjectNode job, String id, boolean follow, boolean json) {
  /** Makes an order of what was typed, or refuses it with everything that is wrong. */
  static SubmitOrder of(SubmitCommand typed, Map<String, String> environment) {
    List<Complaint> complaints = new ArrayList<>();
    ObjectNode job = JobFile.read(typed.type, typed.config, complaints);
    if (complaints.isEmpty()) { // else there is no job to complain of
      complaints.addAll(JobCheck.settings(typed.type, job));
      complaints.addAll(JobInputs.check(typed.type, job));
    }
    Optional<Place> place = typed.services.servers("likeness submit", environment, complaints);
    Refusal.ifAny(complaints);
    return new SubmitOrder(
        place.orElseThrow(),
        typed.type,
        job,
        typed.id.orElseGet(() -> typed.type.id(job.path("project").asText())),
        typed.wait,
        typed.json);
  }

  int run(Screen screen) throws InterruptedException {
    Interrupts interrupts = follow ? Interrupts.install(screen) : new Interrupts();
    try (Session session = Session.start(place, interrupts)) {
      ObjectNode stored = StoredInputs.store(type, job, session.store(), place.home().scratch());
      Refusal.ifAny(JobCheck.plan(type, stored, Planner.withoutWorker(session.store())));
      WorkflowExecution started = JobStart.startNew(session.client(), type, id, stored);
      ObjectNode said = Json.MAPPER.createObjectNode().put("type", type.toString());
      said.put("workflowId", id).put("runId", started.getRunId());
      if (!json) {
        screen.say("workflow " + id);
        screen.say("run      " + started.getRunId());
      }
      if (follow) {
        JsonNode result = follow(session, interrupts, screen);
        said.set("result", result);
        if (!json) {
          results(result).forEach(screen::say);
        }
      }
      if (json) {
        screen.say(said.toString());
      }
    }
    return ExitCode.OK.code();
  }

  private JsonNode follow(Session session, Interrupts interrupts, Screen screen)
      throws InterruptedException {
    String goesOn =
        "Interrupted. The job goes on: \"likeness status --project "
            + id
            + " --temporal "
            + place.temporal().orElse("HOST:PORT")
            + "\" says how far it is.";
    WorkflowStub workflow = session.client().newUntypedWorkflowStub(id);
    return new Follower(session, interrupts, goesOn)
        .show(screen, workflow, id, JsonNode.class)
        .result();
  }

  /** What came of it, as digests for {@code get} and for other jobs. */
  private List<String> results(JsonNode result) {
    List<String> lines = new ArrayList<>();
    switch (type) {
      case FACE_SWAP -> result.path("films").forEach(film -> lines.add(film(film)));
      case CONVERT_VIDEO -> lines.add(film(result));
      case EXTRACT_FACES ->
          result.path("facesets").forEach(faceset -> lines.add("faceset  " + faceset.asText()));
      case TRAIN_MODEL ->
          lines.add(
              "weights  "
                  + result.at("/outputs/weights").asText()
                  + " of "
                  + result.path("model").asText()
                  + " at iteration "
                  + result.path("iteration").asText());
    }
    lines.add("next     likeness get SHA-256 --store URL --out FILE");
    return lines;
  }

  private static String film(JsonNode film) {
    return "film     " + film.path("film").asText() + " of " + film.path("name").asText();
  }
}
