package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.model.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A swap that may begin: its files are there, its output can be written.
 *
 * @param job the request, with {@code file} where a digest will stand
 */
record SwapOrder(Place place, ObjectNode job, OutputPlace out) {
  /** Makes an order of what was typed, or refuses it with everything that is wrong. */
  static SwapOrder of(SwapCommand typed, Map<String, String> environment) {
    List<Complaint> complaints = new ArrayList<>();
    ObjectNode job =
        typed
            .config
            .map(file -> JobFile.read(JobType.FACE_SWAP, file, complaints))
            .orElseGet(Json.MAPPER::createObjectNode);
    overlay(typed, job, complaints);
    int targets = job.path("targets").size();
    need(isNone(job, "sources"), "--source FILE is missing: whose face?", complaints);
    need(isNone(job, "targets"), "--target FILE is missing: into which footage?", complaints);
    need(typed.out.isEmpty(), "--out FILE.mp4 is missing: where does the film go?", complaints);
    need(
        typed.iterations.isPresent() && typed.minutes.isPresent(),
        "--iterations and --minutes exclude each other: name one.",
        complaints);
    need(
        typed.architecture.isPresent() && typed.model.isPresent(),
        "--architecture and --model exclude each other: a model has its architecture.",
        complaints);
    complaints.addAll(JobCheck.settings(JobType.FACE_SWAP, filled(job)));
    complaints.addAll(JobInputs.check(JobType.FACE_SWAP, job));
    Optional<OutputPlace> out =
        typed.out.map(path -> OutputPlace.of(path, targets, files(job), complaints));
    Optional<Place> place = typed.services.place("likeness swap", environment, complaints);
    if (!complaints.isEmpty() || out.isEmpty() || place.isEmpty()) {
      throw Refusal.of(complaints);
    }
    if (!job.has("project")) {
      Path first = Path.of(job.path("targets").path(0).path("file").asText("project"));
      job.put("project", Slug.of(first));
    }
    out.get().container().ifPresent(container -> job.put("container", container));
    return new SwapOrder(at(place.get(), job), job, out.get());
  }

  private static Place at(Place place, ObjectNode job) {
    return new Place(
        place.home(),
        place.temporal(),
        place.access(),
        place.store(),
        place.worker(),
        place.command() + " --project " + job.path("project").asText());
  }

  private static boolean isNone(ObjectNode job, String side) {
    return !job.has(side) || (job.get(side).isArray() && job.get(side).isEmpty());
  }

  /** With something where what is missing was complained of already, or is named later. */
  private static ObjectNode filled(ObjectNode job) {
    ObjectNode copy = job.deepCopy();
    for (String side : List.of("sources", "targets")) {
      if (isNone(job, side)) {
        copy.putArray(side).addObject().put("file", side);
      }
    }
    if (!job.has("project")) {
      copy.put("project", "project");
    }
    return copy;
  }

  private static void need(boolean wrong, String sentence, List<Complaint> complaints) {
    if (wrong) {
      complaints.add(new Complaint(ExitCode.USAGE, sentence));
    }
  }

  private static void overlay(SwapCommand typed, ObjectNode job, List<Complaint> complaints) {
    files("sources", typed.sources, job);
    files("targets", typed.targets, job);
    files("targetFaces", typed.targetFaces, job);
    typed.project.ifPresent(name -> job.put("project", name));
    typed.model.ifPresent(name -> job.put("model", name));
    typed.sourcePerson.ifPresent(person -> job.put("sourcePerson", person(person)));
    typed.targetPerson.ifPresent(person -> job.put("targetPerson", person(person)));
    typed.range.ifPresent(
        range ->
            job.path("targets")
                .forEach(
                    target -> {
                      if (target instanceof ObjectNode medium) {
                        medium.put("range", range);
                      }
                    }));
    section(job, "training")
        .ifPresent(
            training -> {
              typed.seed.ifPresent(seed -> training.put("seed", seed));
              typed.architecture.ifPresent(name -> training.put("architecture", name));
              typed.iterations.ifPresent(
                  iterations -> training.put("iterations", iterations).remove("minutes"));
              typed.minutes.ifPresent(
                  minutes -> training.put("minutes", minutes).remove("iterations"));
            });
    section(job, "merging").ifPresent(typed.merging::into);
    typed.minFace.ifPresent(
        share ->
            section(job, "extraction")
                .ifPresent(
                    extraction ->
                        Share.parse("--min-face", share, complaints)
                            .ifPresent(number -> extraction.put("minFace", number))));
    for (String name : List.of("training", "merging", "extraction")) {
      if (job.path(name).isObject() && job.path(name).isEmpty()) {
        job.remove(name);
      }
    }
  }

  /** A section to write into; what is not an object is left for the plan to complain of. */
  private static Optional<ObjectNode> section(ObjectNode job, String name) {
    if (!job.has(name)) {
      return Optional.of(job.putObject(name));
    }
    return job.get(name) instanceof ObjectNode section ? Optional.of(section) : Optional.empty();
  }

  private static void files(String name, List<Path> paths, ObjectNode job) {
    if (!paths.isEmpty()) {
      ArrayNode all = job.putArray(name);
      paths.forEach(path -> all.addObject().put("file", absolute(path)));
    }
  }

  private static String person(String written) {
    ObjectNode probe = Json.MAPPER.createObjectNode().put("person", written);
    return JobInputs.picture(probe, "person").isPresent() ? absolute(Path.of(written)) : written;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static List<Path> files(ObjectNode job) {
    List<Path> files = new ArrayList<>();
    for (JobInputs.Reference reference : JobInputs.references(JobType.FACE_SWAP, job)) {
      try {
        files.add(reference.file());
      } catch (java.nio.file.InvalidPathException complainedOf) {
        // Among the complaints about inputs.
      }
    }
    return files;
  }

  int run(Screen screen) throws InterruptedException {
    SwapRun.Outcome outcome = new SwapRun(place, screen).run(job, out);
    SwapSummary.lines(outcome).forEach(screen::say);
    return ExitCode.OK.code();
  }
}
