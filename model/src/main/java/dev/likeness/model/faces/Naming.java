package dev.likeness.model.faces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives people their ids, by frames times area, and writes them onto their faces. */
final class Naming {
  private final Map<Integer, Double> frameAreas = new HashMap<>();
  private final List<Aligner.AlignedTrack> tracks;

  Naming(List<FrameFaces> frames, List<Aligner.AlignedTrack> tracks) {
    this.tracks = tracks;
    frames.forEach(f -> frameAreas.put(f.frame(), (double) f.width() * f.height()));
  }

  /** The people in order; their named faces are added to {@code named}. */
  List<Person> name(List<People.Group> groups, List<AlignedFace> named) {
    List<Person> people = new ArrayList<>();
    List<Candidate> candidates =
        groups.stream()
            .map(this::candidate)
            .sorted(
                Comparator.comparingDouble(Candidate::weight)
                    .reversed()
                    .thenComparing(c -> c.faces.getFirst().key()))
            .toList();
    for (Candidate candidate : candidates) {
      String id = "p" + (people.size() + 1);
      int frames = (int) candidate.faces.stream().mapToInt(f -> f.key().frame()).distinct().count();
      people.add(
          new Person(
              id, frames, candidate.weight / frames, candidate.best(), candidate.descriptor));
      candidate.faces.forEach(f -> named.add(of(f, id)));
    }
    return people;
  }

  private record Candidate(List<AlignedFace> faces, double weight, List<Double> descriptor) {
    FaceKey best() {
      return faces.stream()
          .min(
              Comparator.comparingDouble(
                      (AlignedFace f) -> -People.showing(f.score(), f.pose(), f.quality()))
                  .thenComparing(AlignedFace::key))
          .orElseThrow()
          .key();
    }
  }

  private Candidate candidate(People.Group group) {
    List<AlignedFace> faces =
        group.tracks().stream()
            .flatMap(track -> tracks.get(track).faces().stream())
            .sorted(Comparator.comparing(AlignedFace::key))
            .toList();
    double weight = 0;
    for (AlignedFace face : faces) {
      double size = face.quality().size();
      weight += size * size / frameAreas.getOrDefault(face.key().frame(), 1.0);
    }
    return new Candidate(faces, weight, group.descriptor());
  }

  private static AlignedFace of(AlignedFace face, String person) {
    return new AlignedFace(
        face.key(),
        face.box(),
        face.score(),
        face.mesh(),
        face.pose(),
        face.quality(),
        face.track(),
        person,
        face.toCore(),
        face.bridged(),
        face.leftOut());
  }
}
