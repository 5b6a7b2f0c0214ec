package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.model.json.Json;
import dev.likeness.model.network.Architectures;
import dev.likeness.workflows.ConvertedVideo;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Blends a finished project's films again, from the predicted faces that are in the store. */
final class MergeRun {
  private final Place place;
  private final Screen screen;

  MergeRun(Place place, Screen screen) {
    this.place = place;
    this.screen = screen;
  }

  /** What is wrong with the blend that is wanted, whatever the project. */
  static List<Complaint> check(ObjectNode merging) {
    ObjectNode request = Json.MAPPER.createObjectNode().put("project", "anything");
    String anything = "0".repeat(64);
    request.putObject("target").put("media", anything);
    request.put("weights", anything);
    request.putObject("conversion").put("architecture", Architectures.names().getFirst());
    request.set("merging", merging);
    return JobCheck.settings(JobType.CONVERT_VIDEO, request);
  }

  /** What the project's films were made of, in the order of its targets. */
  static List<ObjectNode> requests(ProjectFolder folder, ObjectNode merging, String container) {
    SwapStatus status = folder.status().orElseThrow(() -> notDone(folder));
    JsonNode job = folder.job().orElseThrow(() -> notDone(folder));
    if (status.weights().isEmpty() || status.architecture().isEmpty() || status.films().isEmpty()) {
      throw notDone(folder);
    }
    List<ObjectNode> requests = new ArrayList<>();
    for (int i = 0; i < status.films().size(); i++) {
      ObjectNode request = Json.MAPPER.createObjectNode();
      request.put("project", status.project());
      request.set("target", job.path("targets").path(i));
      request.put("person", status.films().get(i).person());
      request.put("weights", status.weights().get());
      request.set("conversion", conversion(status));
      ObjectNode blended = request.putObject("merging");
      if (job.get("merging") instanceof ObjectNode written) {
        blended.setAll(written);
      }
      blended.setAll(merging);
      request.put("container", container);
      for (String section : List.of("extraction", "fanout")) {
        if (job.has(section)) {
          request.set(section, job.get(section));
        }
      }
      requests.add(request);
    }
    return requests;
  }

  /** As the swap predicted: any difference would predict everything anew. */
  private static JsonNode conversion(SwapStatus status) {
    JsonNode model = Json.MAPPER.valueToTree(status.facts()).path("model");
    return model.path("conversion").isObject()
        ? model.path("conversion")
        : Json.MAPPER.createObjectNode().put("architecture", status.architecture().orElse(""));
  }

  private static Refusal notDone(ProjectFolder folder) {
    return new Refusal(
        ExitCode.NO_INPUT,
        "Project "
            + folder.path().getFileName()
            + " has no finished film to merge again: run"
            + " \"likeness swap\" to its end first.");
  }

  /** The films, in order. */
  List<Path> run(List<ObjectNode> requests, OutputPlace out, String container)
      throws InterruptedException {
    Interrupts interrupts = Interrupts.install(screen);
    try (Session session = Session.start(place, interrupts)) {
      List<ConvertedVideo> films = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        films.add(one(session, interrupts, requests.get(i), i));
      }
      List<Path> paths = out.films(films.stream().map(ConvertedVideo::name).toList(), container);
      for (int i = 0; i < paths.size(); i++) {
        Delivery.fetch(session.store(), films.get(i).film(), paths.get(i));
      }
      return paths;
    }
  }

  private ConvertedVideo one(Session session, Interrupts interrupts, ObjectNode request, int number)
      throws InterruptedException {
    String id = request.path("project").asText() + "/merge" + (number == 0 ? "" : "-" + number);
    WorkflowStub workflow = JobStart.start(session.client(), JobType.CONVERT_VIDEO, id, request);
    return new Follower(
            session,
            interrupts,
            "Interrupted. What was merged is kept: the same command goes on from there.")
        .show(screen, workflow, id, ConvertedVideo.class)
        .result();
  }
}
