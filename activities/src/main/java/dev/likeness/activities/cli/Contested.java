package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.model.files.Folders;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.ExtractedFaces;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows the people of a medium in which several could be meant. */
final class Contested {
  private final Session session;

  Contested(Session session) {
    this.session = session;
  }

  /** Writes a contact sheet for each person of every such medium, beside the output. */
  List<Path> sheets(ObjectNode job, OutputPlace out) throws InterruptedException {
    List<Path> sheets = new ArrayList<>();
    String project = job.path("project").asText();
    for (String side : List.of("source", "target")) {
      int number = 0;
      for (JsonNode medium : job.path(side + "s")) {
        if (medium.has("media")) {
          if (isContested(project + "/" + side + "-" + number)) {
            sheets.addAll(draw(job, medium, side, out));
          }
          number++;
        }
      }
    }
    return sheets;
  }

  private boolean isContested(String id) {
    try {
      session
          .client()
          .newUntypedWorkflowStub(id)
          .getResult(2, TimeUnit.SECONDS, ExtractedFaces.class);
      return false;
    } catch (TimeoutException running) {
      return false;
    } catch (WorkflowException failed) {
      return SwapRun.isContested(failed);
    }
  }

  /** Everything but the cutting out of the faces is there already. */
  private List<Path> draw(ObjectNode job, JsonNode medium, String side, OutputPlace out) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.put("project", job.path("project").asText()).put("person", "everybody");
    request.put("faceset", true).set("medium", medium);
    for (String section : List.of("extraction", "fanout")) {
      if (job.has(section)) {
        request.set(section, job.get(section));
      }
    }
    String id = job.path("project").asText() + "/people-" + medium.path("media").asText();
    WorkflowStub workflow = JobStart.start(session.client(), JobType.EXTRACT_FACES, id, request);
    ExtractedFaces found = workflow.getResult(ExtractedFaces.class);
    try {
      Path work = Files.createTempDirectory("likeness-people-");
      try (FacesetFiles faces = FacesetFiles.fetch(session.store(), found.facesets(), work)) {
        List<Path> sheets = new ArrayList<>();
        for (String person : faces.people()) {
          Path sheet =
              out.beside(
                  side + "-" + Slug.of(Path.of(found.medium().name())) + "-" + person + ".jpg");
          Delivery.write(faces.contactSheet(person), sheet);
          sheets.add(sheet);
        }
        return sheets;
      } finally {
        Folders.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
