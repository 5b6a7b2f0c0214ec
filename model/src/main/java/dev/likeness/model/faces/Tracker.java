package dev.likeness.model.faces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Links the faces of consecutive frames into tracks, never across a scene cut. */
final class Tracker {
  private static final double MISFIT = 0.7;
  private static final double MISFIT_PER_MISSED_FRAME = 0.03;

  private final int maxGap;
  private final List<Track> all = new ArrayList<>();
  private final List<Track> open = new ArrayList<>();

  private Tracker(int maxGap) {
    this.maxGap = maxGap;
  }

  /** Tracks in the order in which they begin. */
  static List<Track> track(List<FrameFaces> frames, List<Integer> cuts, int maxGap) {
    var tracker = new Tracker(maxGap);
    Set<Integer> beginnings = new HashSet<>(cuts);
    int scene = 0;
    for (FrameFaces frame : frames) {
      if (beginnings.contains(frame.frame())) {
        tracker.open.clear();
        scene++;
      }
      tracker.next(frame, scene);
    }
    return tracker.all;
  }

  private record Link(Track track, FaceRecord face, double misfit) {}

  private void next(FrameFaces frame, int scene) {
    open.removeIf(track -> frame.frame() - track.lastFrame() > maxGap + 1);
    List<Link> links = new ArrayList<>();
    for (Track track : open) {
      int missed = frame.frame() - track.lastFrame() - 1;
      for (FaceRecord face : frame.faces()) {
        double misfit = track.misfit(face);
        if (misfit < MISFIT + MISFIT_PER_MISSED_FRAME * missed) {
          links.add(new Link(track, face, misfit));
        }
      }
    }
    links.sort(Comparator.comparingDouble(Link::misfit));
    Set<Track> taken = new HashSet<>();
    Set<FaceKey> placed = new HashSet<>();
    for (Link link : links) {
      if (!placed.contains(link.face.key()) && taken.add(link.track)) {
        placed.add(link.face.key());
        link.track.add(link.face);
      }
    }
    for (FaceRecord face : frame.faces()) {
      if (!placed.contains(face.key())) {
        var track = new Track(scene, face);
        all.add(track);
        open.add(track);
      }
    }
  }
}
