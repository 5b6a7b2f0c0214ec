package dev.likeness.activities.steps;

import dev.likeness.activities.store.Digest;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.faces.FoundFaces;
import dev.likeness.model.faces.Identity;
import dev.likeness.model.faces.Person;
import dev.likeness.model.video.StillPicture;
import dev.likeness.workflows.FailureReason;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who of the people of a medium is meant: the main one, the one with an id, or the one in a
 * picture.
 */
final class IdentifyStep {
  private IdentifyStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    String person;
    try (SeekableByteChannel channel = task.store().channel(task.input("alignments"))) {
      person = choose(task, AlignmentsFile.open(channel).withoutFaces());
    }
    return new StepOutcome.Made(
        Map.of(), StepTask.object().put("person", person), StepTask.object());
  }

  private static String choose(StepTask task, Alignments alignments) throws IOException {
    String where = task.label();
    if (alignments.people().isEmpty()) {
      throw new ChoiceException(
          FailureReason.NO_FACE,
          "No face was found in "
              + where
              + ": check that a face is seen and at least 1/16 of the frame wide,"
              + " or look for smaller ones with minFace (--min-face).");
    }
    Optional<Digest> picture = task.all("picture").stream().findFirst();
    if (picture.isPresent()) {
      return byPicture(task, alignments, picture.get());
    }
    String wanted = task.text("person");
    if (wanted.equals("everybody")) {
      return wanted;
    }
    if (!wanted.isEmpty()) {
      return alignments
          .person(wanted)
          .map(Person::id)
          .orElseThrow(
              () ->
                  new ChoiceException(
                      FailureReason.PERSON_NOT_FOUND,
                      "There is no person "
                          + wanted
                          + " in "
                          + where
                          + "; there is "
                          + people(alignments)
                          + "."));
    }
    if (alignments.runnerUp().isPresent()) {
      throw new ChoiceException(
          FailureReason.PERSON_CONTESTED,
          "Two people in "
              + where
              + " could be meant: "
              + people(alignments)
              + ". Say whom (--source-person or --target-person: an id, or a picture).");
    }
    return alignments.mainPerson().orElseThrow().id();
  }

  private static String byPicture(StepTask task, Alignments alignments, Digest picture)
      throws IOException {
    var still = StillPicture.read(task.store().read(picture));
    try (FaceFinder finder = FaceFinder.open(FindOptions.PICTURES)) {
      FoundFaces found = finder.find(picture.hex(), 0, still);
      if (found.chips().isEmpty()) {
        throw new ChoiceException(
            FailureReason.NO_FACE,
            "No clear face was found in the picture of the person wanted in "
                + task.label()
                + ": use a sharp, frontal one.");
      }
      double[] descriptor = Identity.load().descriptor(found.chips().getFirst().picture());
      return alignments
          .nearest(descriptor)
          .map(Person::id)
          .orElseThrow(
              () ->
                  new ChoiceException(
                      FailureReason.PERSON_NOT_FOUND,
                      "Nobody in "
                          + task.label()
                          + " looks like the person in the picture; there is "
                          + people(alignments)
                          + "."));
    }
  }

  private static String people(Alignments alignments) {
    List<Person> people = alignments.people();
    String named =
        people.stream()
            .limit(6)
            .map(p -> String.format(Locale.ROOT, "%s (in %d frames)", p.id(), p.frames()))
            .collect(Collectors.joining(", "));
    return people.size() > 6 ? named + " and " + (people.size() - 6) + " more" : named;
  }
}
