package dev.likeness.model.faces;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All faces of one medium with tracks and people: metadata, no pixels.
 *
 * @param medium SHA-256 of the medium, hexadecimal
 * @param frames how many frames were looked at
 * @param faces in order of frame and number
 * @param people by falling weight: {@code p1} first
 * @param cuts ordinals of the frames that begin a new scene
 * @param notFaces how many detections were dropped as no faces at all
 */
public record Alignments(
    String medium,
    int frames,
    List<AlignedFace> faces,
    List<Person> people,
    List<Integer> cuts,
    int notFaces) {
  public Alignments {
    faces = List.copyOf(faces);
    people = List.copyOf(people);
    cuts = List.copyOf(cuts);
  }

  /** The faces of one person, in order. */
  public List<AlignedFace> facesOf(String person) {
    return faces.stream().filter(f -> f.person().equals(person)).toList();
  }

  /** The faces of one person that may be trained on, in order. */
  public List<AlignedFace> chosen(String person) {
    return faces.stream().filter(f -> f.person().equals(person) && f.leftOut().isEmpty()).toList();
  }

  /** How many of a person's faces each reason kept out of training; one face may have several. */
  public Map<LeftOut, Integer> leftOut(String person) {
    Map<LeftOut, Integer> counts = new EnumMap<>(LeftOut.class);
    facesOf(person).forEach(f -> f.leftOut().forEach(why -> counts.merge(why, 1, Integer::sum)));
    return counts;
  }

  /** In how many frames there is at least one face. */
  public int framesWithFaces() {
    return (int) faces.stream().mapToInt(f -> f.key().frame()).distinct().count();
  }

  /** The person with most frames times area. */
  public Optional<Person> mainPerson() {
    return people.stream().findFirst();
  }

  /**
   * The second person, if they fill more than half of what the main one does: then ask who is
   * meant.
   */
  public Optional<Person> runnerUp() {
    return people.stream()
        .skip(1)
        .findFirst()
        .filter(second -> second.weight() > people.getFirst().weight() / 2);
  }

  public Optional<Person> person(String id) {
    return people.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /** Whom a descriptor shows: the nearest person, if near enough to be the same. */
  public Optional<Person> nearest(double[] descriptor) {
    Optional<Person> best = Optional.empty();
    double least = Identity.SAME;
    for (Person person : people) {
      double[] theirs = person.descriptor().stream().mapToDouble(Double::doubleValue).toArray();
      if (theirs.length == descriptor.length) {
        double distance = Identity.distance(theirs, descriptor);
        if (distance < least) {
          least = distance;
          best = Optional.of(person);
        }
      }
    }
    return best;
  }
}
