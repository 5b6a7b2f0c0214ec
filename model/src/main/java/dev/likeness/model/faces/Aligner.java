package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts the faces of all frames of a medium together: scenes, tracks, bridged misses, still
 * alignment, people, and what may be trained on. A pure function of the records and chips, so how a
 * film was cut into chunks changes nothing. No face of a person is dropped; only detections that
 * are no faces are.
 */
public final class Aligner {
  /** Below this a mesh is noise, and its track knows better where the face is. */
  private static final double USABLE_MESH = 0.2;

  /** A glimpse of so few frames within a scene at least so long must be surer than others. */
  private static final int GLIMPSE = 2;

  private static final int LONG_SCENE = 15;
  private static final double SURE_GLIMPSE = 0.75;

  private final Identity identity;
  private final AlignOptions options;

  public Aligner(Identity identity, AlignOptions options) {
    this.identity = identity;
    this.options = options;
  }

  /**
   * The alignments of one medium.
   *
   * @param medium SHA-256 of the medium, hexadecimal
   * @param frames the records of every frame, in any order
   * @param chips gives the chip of each face whose record says that it has one
   */
  public Alignments align(
      String medium, List<FrameFaces> frames, Function<FaceKey, Optional<Picture>> chips) {
    List<FrameFaces> ordered =
        frames.stream()
            .map(Aligner::withoutNoise)
            .sorted(Comparator.comparingInt(FrameFaces::frame))
            .toList();
    List<Integer> cuts = SceneCuts.of(ordered);
    List<Track> tracks =
        Tracker.track(ordered, cuts, options.maxGap()).stream()
            .filter(track -> isFace(track, ordered, cuts))
            .toList();
    List<AlignedTrack> aligned = aligned(tracks, ordered);
    var people = new People(identity, chips, options.samePerson()).group(tracks);
    List<AlignedFace> faces = new ArrayList<>();
    List<Person> persons = new Naming(ordered, aligned).name(people, faces);
    faces.sort(Comparator.comparing(AlignedFace::key));
    int found = frames.stream().mapToInt(f -> f.faces().size()).sum();
    int kept = tracks.stream().mapToInt(t -> t.faces().size()).sum();
    return new Alignments(
        medium,
        frames.size(),
        new TrainingChoice(options).judged(faces),
        persons,
        cuts,
        found - kept);
  }

  private static FrameFaces withoutNoise(FrameFaces frame) {
    return new FrameFaces(
        frame.frame(),
        frame.width(),
        frame.height(),
        frame.signature(),
        frame.faces().stream().filter(f -> f.meshScore() >= USABLE_MESH).toList());
  }

  private boolean isFace(Track track, List<FrameFaces> frames, List<Integer> cuts) {
    double best =
        track.faces().stream()
            .filter(f -> f.meshScore() >= options.sureMesh())
            .mapToDouble(FaceRecord::score)
            .max()
            .orElse(0);
    boolean glimpse =
        track.faces().size() <= GLIMPSE && sceneLength(track, frames, cuts) >= LONG_SCENE;
    return best >= (glimpse ? Math.max(SURE_GLIMPSE, options.sureScore()) : options.sureScore());
  }

  private static int sceneLength(Track track, List<FrameFaces> frames, List<Integer> cuts) {
    int from = track.scene() == 0 ? frames.getFirst().frame() : cuts.get(track.scene() - 1);
    int to = track.scene() < cuts.size() ? cuts.get(track.scene()) : frames.getLast().frame() + 1;
    return to - from;
  }

  /** A track with its gaps bridged and its alignment smoothed; the person is still unknown. */
  record AlignedTrack(List<AlignedFace> faces) {}

  private List<AlignedTrack> aligned(List<Track> tracks, List<FrameFaces> frames) {
    Map<Integer, FrameFaces> byOrdinal = new HashMap<>();
    frames.forEach(f -> byOrdinal.put(f.frame(), f));
    Map<Integer, Integer> numbers = new HashMap<>();
    for (FrameFaces frame : frames) {
      for (FaceRecord face : frame.faces()) {
        numbers.merge(frame.frame(), face.key().number() + 1, Math::max);
      }
    }
    List<AlignedTrack> aligned = new ArrayList<>();
    for (Track track : tracks) {
      Set<FaceKey> bridged = new HashSet<>();
      List<FaceRecord> faces = Bridging.bridged(track.faces(), numbers, bridged);
      List<Affine> toCore =
          Smoothing.smooth(
              faces.stream().map(f -> MeanFace.canonical().toCore(Landmarks.of(f.mesh()))).toList(),
              options.smoothing());
      List<AlignedFace> result = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        FaceRecord face = faces.get(i);
        FrameFaces frame = byOrdinal.get(face.key().frame());
        if (frame == null) {
          throw new IllegalStateException("Frame " + face.key().frame() + " has no record.");
        }
        result.add(face(face, frame, toCore.get(i), aligned.size(), bridged.contains(face.key())));
      }
      aligned.add(new AlignedTrack(result));
    }
    return aligned;
  }

  private AlignedFace face(
      FaceRecord face, FrameFaces frame, Affine toCore, int track, boolean bridged) {
    Quality seen = face.quality();
    Quality quality =
        bridged
            ? new Quality(
                1 / toCore.scale(),
                seen.sharpness(),
                QualityMeter.inside(toCore, frame.width(), frame.height()),
                seen.brightness())
            : seen;
    return new AlignedFace(
        face.key(),
        face.box(),
        face.score(),
        face.mesh(),
        face.pose(),
        quality,
        track,
        "",
        toCore,
        bridged,
        // The mesh score is known only here; TrainingChoice adds the other reasons.
        face.meshScore() < options.sureMesh() && !bridged ? List.of(LeftOut.WEAK) : List.of());
  }
}
