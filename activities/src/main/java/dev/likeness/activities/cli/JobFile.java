package dev.likeness.activities.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a {@code job.json}; the paths in it are relative to the folder it lies in. */
final class JobFile {
  private JobFile() {}

  /** The job with absolute paths, or an empty one after a complaint. */
  static ObjectNode read(JobType type, Path file, List<Complaint> complaints) {
    try {
      JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file));
      if (json instanceof ObjectNode job) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        JobInputs.references(type, job)
            .forEach(reference -> resolve(reference.holder(), "file", folder));
        for (String person : type.people()) {
          if (JobInputs.picture(job, person).isPresent()) {
            resolve(job, person, folder);
          }
        }
        return job;
      }
      complaints.add(
          new Complaint(
              ExitCode.USAGE, file + " is no job: write a JSON object, {\"name\": value}."));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      complaints.add(
          new Complaint(
              ExitCode.USAGE,
              "%s is not JSON (line %d, column %d): %s."
                  .formatted(
                      file,
                      place == null ? 0 : place.getLineNr(),
                      place == null ? 0 : place.getColumnNr(),
                      e.getOriginalMessage())));
    } catch (IOException e) {
      complaints.add(
          new Complaint(
              ExitCode.NO_INPUT,
              file + " cannot be read (" + e.getMessage() + "): check the path after --config."));
    }
    return Json.MAPPER.createObjectNode();
  }

  private static void resolve(ObjectNode holder, String name, Path folder) {
    try {
      holder.put(name, folder.resolve(holder.path(name).asText()).normalize().toString());
    } catch (InvalidPathException left) {
      // Complained of where all paths are checked.
    }
  }
}
