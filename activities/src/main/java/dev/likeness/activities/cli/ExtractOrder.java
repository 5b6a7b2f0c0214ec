package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An extraction that may begin: one request a file. */
record ExtractOrder(
    Place place, List<ObjectNode> requests, Path out, boolean json, Optional<Double> minFace) {
  ExtractOrder {
    requests = List.copyOf(requests);
  }

  /** Makes an order of what was typed, or refuses it with everything that is wrong. */
  static ExtractOrder of(ExtractCommand typed, Map<String, String> environment) {
    List<Complaint> complaints = new ArrayList<>();
    Optional<Place> place = typed.services.place("likeness extract", environment, complaints);
    Optional<Double> minFace =
        typed.minFace.flatMap(share -> Share.parse("--min-face", share, complaints));
    String project = typed.project.orElseGet(() -> Slug.of(typed.files.getFirst()));
    List<ObjectNode> requests = new ArrayList<>();
    for (Path file : typed.files) {
      ObjectNode request = Json.MAPPER.createObjectNode();
      request.put("project", project).put("person", "everybody").put("faceset", true);
      ObjectNode medium = request.putObject("medium");
      medium.put("file", file.toAbsolutePath().normalize().toString());
      typed.range.ifPresent(range -> medium.put("range", range));
      ObjectNode extraction = request.putObject("extraction");
      minFace.ifPresent(share -> extraction.put("minFace", share));
      if (typed.lossless) {
        extraction.put("lossless", true);
      }
      requests.add(request);
      if (requests.size() == 1) { // they differ in their file only
        complaints.addAll(JobCheck.settings(JobType.EXTRACT_FACES, request));
      }
      complaints.addAll(JobInputs.check(JobType.EXTRACT_FACES, request));
    }
    OutputPlace.unwritable(typed.out, false).ifPresent(complaints::add);
    try {
      ExtractRun.check(typed.out);
    } catch (Refusal refusal) {
      complaints.add(new Complaint(refusal.exit(), refusal.sentence()));
    }
    Refusal.ifAny(complaints);
    return new ExtractOrder(place.orElseThrow(), requests, typed.out, typed.json, minFace);
  }

  int run(Screen screen) throws InterruptedException {
    minFace
        .filter(share -> share < FindOptions.DEFAULT.minFace())
        .ifPresent(share -> screen.note(cost(share)));
    ExtractRun.Counts found = new ExtractRun(place, screen).run(requests, out);
    screen.say(
        json
            ? Json.MAPPER.valueToTree(found).toString()
            : String.format(
                Locale.ROOT,
                "%s: %d faces of %d people in %d of %d frames; left out: %s",
                out,
                found.faces(),
                found.people(),
                found.framesWithFaces(),
                found.frames(),
                found.leftOut().isEmpty() ? "none" : found.leftOut()));
    return ExitCode.OK.code();
  }

  private static String cost(double share) {
    FindOptions options =
        new FindOptions(
            Math.max(share, 1.0 / 256),
            FindOptions.DEFAULT.minScore(),
            FindOptions.DEFAULT.chipEvery());
    return "cost     such small faces take "
        + options.passes(1920, 1080)
        + " passes of the detector for a frame of 16:9 instead of "
        + FindOptions.DEFAULT.passes(1920, 1080)
        + ".";
  }
}
