package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.embedded.Home;
import dev.likeness.model.files.DurableFiles;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a home keeps of one project for people: the job as it was asked for, and where it stands.
 */
record ProjectFolder(Path path) {
  static ProjectFolder of(Home home, String project) {
    return new ProjectFolder(home.projects().resolve(project));
  }

  /** The names of all projects of a home, in order. */
  static List<String> names(Home home) {
    if (!Files.isDirectory(home.projects())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(home.projects())) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses a project that is not in the home, and names those that are. */
  static ProjectFolder existing(Home home, String project) {
    List<Complaint> complaints = new ArrayList<>();
    return existing(home, project, complaints).orElseThrow(() -> Refusal.of(complaints));
  }

  /** Absent after a complaint that names the projects there are. */
  static Optional<ProjectFolder> existing(Home home, String project, List<Complaint> complaints) {
    ProjectFolder folder = of(home, project);
    if (!Files.isDirectory(folder.path())) {
      List<String> known = names(home);
      complaints.add(
          new Complaint(
              ExitCode.NO_INPUT,
              "There is no project \""
                  + project
                  + "\" in "
                  + home.root()
                  + (known.isEmpty() ? ", nor any other" : "; there is " + String.join(", ", known))
                  + ": name one (--project), or another home (--home)."));
      return Optional.empty();
    }
    return Optional.of(folder);
  }

  Path preview() {
    return path.resolve("preview.png");
  }

  void writeJob(ObjectNode job) {
    write("job.json", job);
  }

  void writeStatus(SwapStatus status) {
    write("status.json", Json.MAPPER.valueToTree(status));
  }

  Optional<JsonNode> job() {
    return read("job.json");
  }

  /** The status as it was last written; empty when there is none that can be read. */
  Optional<SwapStatus> status() {
    return read("status.json")
        .flatMap(
            json -> {
              try {
                return Optional.of(Json.MAPPER.treeToValue(json, SwapStatus.class));
              } catch (IOException | IllegalArgumentException otherVersion) {
                return Optional.empty();
              }
            });
  }

  private Optional<JsonNode> read(String name) {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new Refusal(
          ExitCode.DISK,
          file + " cannot be read (" + e.getMessage() + "): delete it and start the job again.");
    }
  }

  private void write(String name, JsonNode json) {
    try {
      Files.createDirectories(path);
      Path part = path.resolve("." + name + ".part");
      Files.write(part, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
      DurableFiles.rename(part, path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
