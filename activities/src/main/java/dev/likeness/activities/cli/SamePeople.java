package dev.likeness.activities.cli;

import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Gives the people of several media common ids: who looks alike is one person. */
final class SamePeople {
  private final List<Person> known = new ArrayList<>();

  /** How the faces of one more medium are called among all media seen so far. */
  UnaryOperator<FacesetFace> rename(Alignments alignments) {
    Alignments everybody = new Alignments("", 0, List.of(), known, List.of(), 0);
    Map<String, String> ids = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Person person : alignments.people()) {
      // Two people of one medium stay two: the second to look like a known one is somebody new.
      Optional<String> same =
          everybody.nearest(descriptor(person)).map(Person::id).filter(taken::add);
      String id = same.orElseGet(() -> "p" + (known.size() + 1));
      ids.put(person.id(), id);
      if (same.isEmpty()) {
        taken.add(id);
        known.add(
            new Person(
                id, person.frames(), person.areaShare(), person.bestFace(), person.descriptor()));
      }
    }
    String medium = alignments.medium();
    String prefix = medium.substring(0, Math.min(8, medium.length()));
    return face -> renamed(face, ids.getOrDefault(face.person(), face.person()), prefix);
  }

  int count() {
    return known.size();
  }

  private static double[] descriptor(Person person) {
    return person.descriptor().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static FacesetFace renamed(FacesetFace face, String person, String prefix) {
    String name = face.picture().substring(face.picture().lastIndexOf('/') + 1);
    return new FacesetFace(
        face.key(),
        person,
        person + "/" + prefix + "-" + name,
        face.side(),
        face.toCore(),
        face.pose(),
        face.quality(),
        face.landmarks());
  }
}
