package dev.likeness.model.faces;

import dev.likeness.model.image.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds out which tracks show the same person: a mean descriptor of each track's best chips, then
 * clustering. Two people in one frame are never the same.
 */
final class People {
  private static final int CHIPS = 8;

  private final Identity identity;
  private final Function<FaceKey, Optional<Picture>> chips;
  private final double samePerson;

  People(Identity identity, Function<FaceKey, Optional<Picture>> chips, double samePerson) {
    this.identity = identity;
    this.chips = chips;
    this.samePerson = samePerson;
  }

  /** Tracks of one person and their mean descriptor, which is empty when there was no chip. */
  record Group(List<Integer> tracks, List<Double> descriptor) {}

  List<Group> group(List<Track> tracks) {
    double[][] descriptors = tracks.parallelStream().map(this::descriptor).toArray(double[][]::new);
    List<Set<Integer>> frames = tracks.stream().map(People::frames).toList();
    List<Integer> known =
        IntStream.range(0, tracks.size()).filter(i -> descriptors[i].length > 0).boxed().toList();
    double[][] distances = new double[known.size()][known.size()];
    for (int i = 0; i < known.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean together = overlap(frames.get(known.get(i)), frames.get(known.get(j)));
        double distance =
            together
                ? Double.POSITIVE_INFINITY
                : Identity.distance(descriptors[known.get(i)], descriptors[known.get(j)]);
        distances[i][j] = distance;
        distances[j][i] = distance;
      }
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (List<Integer> cluster : Clustering.cluster(distances, samePerson)) {
      groups.add(new ArrayList<>(cluster.stream().map(known::get).toList()));
    }
    for (int i = 0; i < tracks.size(); i++) {
      if (descriptors[i].length == 0) {
        place(i, tracks, frames, groups);
      }
    }
    return groups.stream().map(g -> new Group(List.copyOf(g), mean(g, descriptors))).toList();
  }

  /**
   * A track without a chip joins whoever was nearest to it in its scene, else it is a new person.
   */
  private static void place(
      int index, List<Track> tracks, List<Set<Integer>> frames, List<List<Integer>> groups) {
    Track track = tracks.get(index);
    List<Integer> best = new ArrayList<>();
    double least = 1;
    for (List<Integer> group : groups) {
      if (group.stream().noneMatch(i -> overlap(frames.get(i), frames.get(index)))) {
        for (int other : group) {
          double misfit = misfit(tracks.get(other), track);
          if (misfit < least) {
            least = misfit;
            best = group;
          }
        }
      }
    }
    if (best.isEmpty()) {
      groups.add(best);
    }
    best.add(index);
    best.sort(null);
  }

  private static double misfit(Track a, Track b) {
    if (a.scene() != b.scene()) {
      return Double.POSITIVE_INFINITY;
    }
    if (a.lastFrame() < b.firstFrame()) {
      return a.misfit(b.faces().getFirst());
    }
    return b.lastFrame() < a.firstFrame()
        ? b.misfit(a.faces().getFirst())
        : Double.POSITIVE_INFINITY;
  }

  private double[] descriptor(Track track) {
    List<double[]> found = new ArrayList<>();
    for (FaceRecord face : track.faces().stream().filter(FaceRecord::chip).sorted(BEST).toList()) {
      if (found.size() < CHIPS) {
        chips.apply(face.key()).map(identity::descriptor).ifPresent(found::add);
      }
    }
    return mean(found);
  }

  private static List<Double> mean(List<Integer> group, double[][] descriptors) {
    double[] mean =
        mean(group.stream().map(i -> descriptors[i]).filter(d -> d.length > 0).toList());
    return Arrays.stream(mean).boxed().toList();
  }

  private static double[] mean(List<double[]> descriptors) {
    if (descriptors.isEmpty()) {
      return new double[0];
    }
    double[] mean = new double[descriptors.getFirst().length];
    for (double[] descriptor : descriptors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += descriptor[i] / descriptors.size();
      }
    }
    return mean;
  }

  /** Faces by how well they show a person: sure, frontal, large, sharp; then by key. */
  static final Comparator<FaceRecord> BEST =
      Comparator.comparingDouble((FaceRecord f) -> showing(f.score(), f.pose(), f.quality()))
          .reversed()
          .thenComparing(FaceRecord::key);

  static double showing(double score, Pose pose, Quality quality) {
    double frontal =
        Math.cos(Math.toRadians(Math.min(90, Math.abs(pose.yaw()))))
            * Math.cos(Math.toRadians(Math.min(90, Math.abs(pose.pitch()))));
    double size = Math.min(1, quality.size() / 100);
    double sharp = quality.sharpness() / (quality.sharpness() + 50);
    return score * frontal * frontal * size * sharp * quality.inside();
  }

  private static Set<Integer> frames(Track track) {
    Set<Integer> frames = new HashSet<>();
    track.faces().forEach(f -> frames.add(f.key().frame()));
    return frames;
  }

  private static boolean overlap(Set<Integer> a, Set<Integer> b) {
    return a.size() < b.size()
        ? a.stream().anyMatch(b::contains)
        : b.stream().anyMatch(a::contains);
  }
}
