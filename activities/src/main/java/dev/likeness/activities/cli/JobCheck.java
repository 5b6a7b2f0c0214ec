package dev.likeness.activities.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.JobInputs.Reference;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.plan.Planner;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import dev.likeness.workflows.PlanRequest;
import dev.likeness.workflows.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the plan says against a job, before anything is started. */
final class JobCheck {
  private JobCheck() {}

  /**
   * All errors of a job's settings, before anything is stored: files are stood in for by made-up
   * digests, so that settings are checked together with the files, of which more is said elsewhere.
   *
   * @param job the request, with {@code file} where a digest will stand
   */
  static List<Complaint> settings(JobType type, ObjectNode job) {
    List<Complaint> complaints = new ArrayList<>();
    ObjectNode standIn = standIn(type, job, complaints);
    complaints.addAll(plan(type, standIn, Planner.withoutStore()));
    return complaints;
  }

  /** All errors of a request. */
  static List<Complaint> plan(JobType type, ObjectNode request, Planner planner) {
    Map<String, Object> fields =
        Json.MAPPER.convertValue(request, new TypeReference<Map<String, Object>>() {});
    return planner.plan(new PlanRequest(type.toString(), Request.of(fields))).errors().stream()
        .map(error -> new Complaint(ExitCode.USAGE, error))
        .toList();
  }

  private static ObjectNode standIn(JobType type, ObjectNode job, List<Complaint> complaints) {
    ObjectNode copy = job.deepCopy();
    for (Reference reference : JobInputs.references(type, copy)) {
      ObjectNode holder = reference.holder();
      String file = holder.remove("file").asText();
      boolean faceset = reference.kind() == JobInputs.Kind.FACESET;
      // Apart for either side: one film on both is complained of where files are looked at.
      String side = reference.where().substring(0, 1);
      holder.put(faceset ? "faceset" : "media", digest(side + file));
    }
    for (String person : type.people()) {
      JobInputs.picture(copy, person).ifPresent(path -> copy.put(person, digest(path)));
    }
    for (String side : List.of("sources", "targets", "targetFaces")) {
      if (type == JobType.FACE_SWAP && copy.get(side) instanceof ArrayNode all) {
        nameFiles(side, all, complaints);
      }
    }
    return copy;
  }

  /** Who writes a job by hand writes files, so these are asked for and not digests. */
  private static void nameFiles(String side, ArrayNode all, List<Complaint> complaints) {
    boolean faces = side.equals("targetFaces");
    for (int i = 0; i < all.size(); i++) {
      boolean object = all.get(i) instanceof ObjectNode;
      ObjectNode element = object ? (ObjectNode) all.get(i) : all.objectNode();
      if (!element.has("media") && !element.has("faceset")) {
        complaints.add(
            new Complaint(
                ExitCode.USAGE,
                "%s[%d]: names no file: write {\"file\": \"%s\"}."
                    .formatted(side, i, faces ? "faceset" : "film.mp4")));
        element.put(faces ? "faceset" : "media", digest(side + i));
      }
      all.set(i, element);
    }
  }

  private static String digest(String name) {
    return Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
