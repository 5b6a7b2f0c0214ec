package dev.likeness.activities.steps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.faces.Aligner;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.Chips;
import dev.likeness.model.faces.ExtractionConfig;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.faces.FrameFaces;
import dev.likeness.model.faces.Identity;
import dev.likeness.model.faces.Person;
import dev.likeness.model.image.Picture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tracks, people and alignment of a whole medium, from its chunks' records. */
final class AlignStep {
  private AlignStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    List<FrameFaces> frames = new ArrayList<>();
    for (Digest records : task.all("records")) {
      frames.addAll(JsonLines.read(task.store(), records, FrameFaces.class));
    }
    List<Path> zips = new ArrayList<>();
    for (Digest chips : task.all("chips")) {
      Path zip = task.scratch().resolve("chips-" + zips.size() + ".zip");
      task.store().fetch(chips, zip);
      zips.add(zip);
    }
    task.progress().expect(frames.size(), "frames");
    ExtractionConfig config = task.section("extraction", ExtractionConfig.class);
    Alignments alignments;
    try (Chips chips = Chips.open(zips)) {
      Function<FaceKey, Optional<Picture>> chip = chips::of;
      alignments = new Aligner(Identity.load(), config.align()).align(medium(frames), frames, chip);
    }
    task.progress().advance(frames.size());
    Path file = task.scratch().resolve("alignments");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      AlignmentsFile.write(alignments, out);
    }
    return new StepOutcome.Made(
        Map.of("alignments", task.store().put(file)), values(alignments), StepTask.object());
  }

  private static String medium(List<FrameFaces> frames) {
    return frames.stream()
        .flatMap(frame -> frame.faces().stream())
        .map(face -> face.key().medium())
        .findFirst()
        .orElse("");
  }

  private static ObjectNode values(Alignments alignments) {
    ObjectNode values = StepTask.object();
    values.put("frames", alignments.frames());
    values.put("framesWithFaces", alignments.framesWithFaces());
    values.put("faces", alignments.faces().size());
    values.put("people", alignments.people().size());
    values.put("notFaces", alignments.notFaces());
    values.put("cuts", alignments.cuts().size());
    ArrayNode people = values.putArray("persons");
    for (Person person : alignments.people()) {
      ObjectNode shown = people.addObject();
      shown.put("id", person.id()).put("frames", person.frames());
      shown.put("areaShare", person.areaShare());
      shown.put("chosen", alignments.chosen(person.id()).size());
      ObjectNode leftOut = shown.putObject("leftOut");
      alignments
          .leftOut(person.id())
          .forEach(
              (why, count) -> leftOut.put(why.name().toLowerCase(java.util.Locale.ROOT), count));
    }
    return values;
  }
}
