package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.image.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of a film that nobody shot: heads put where a test wants them, with chips of portraits.
 */
final class MadeUpFilm {
  static final String MEDIUM = "made-up";
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  private final Map<Integer, List<FaceRecord>> faces = new HashMap<>();
  private final Map<Integer, FrameSignature> looks = new HashMap<>();
  private final Map<FaceKey, Picture> chips = new HashMap<>();
  private final int frames;

  MadeUpFilm(int frames) {
    this.frames = frames;
    look(0, 0);
  }

  /** From this frame on the film looks different: grey of this value. */
  MadeUpFilm look(int from, int grey) {
    Picture picture = Picture.blank(16, 16);
    Arrays.fill(picture.rgb(), (byte) grey);
    for (int i = from; i < frames; i++) {
      looks.put(i, FrameSignature.of(picture));
    }
    return this;
  }

  MadeUpFilm face(int frame, TurnedHead head, double score, Optional<Picture> chip) {
    return face(frame, head, score, 0.99, 300, chip);
  }

  MadeUpFilm face(
      int frame,
      TurnedHead head,
      double score,
      double meshScore,
      double sharpness,
      Optional<Picture> chip) {
    List<FaceRecord> here = faces.computeIfAbsent(frame, f -> new ArrayList<>());
    var key = new FaceKey(MEDIUM, frame, here.size());
    Mesh mesh = head.mesh();
    Affine toCore = MeanFace.canonical().toCore(Landmarks.of(mesh));
    Box box = MeshBounds.of(mesh);
    var quality =
        new Quality(1 / toCore.scale(), sharpness, QualityMeter.inside(toCore, WIDTH, HEIGHT), 0.5);
    here.add(
        new FaceRecord(
            key,
            box,
            score,
            mesh,
            meshScore,
            Posing.canonical().of(mesh),
            quality,
            chip.isPresent()));
    chip.ifPresent(c -> chips.put(key, c));
    return this;
  }

  List<FrameFaces> records() {
    List<FrameFaces> records = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      FrameSignature look = looks.getOrDefault(i, FrameSignature.of(Picture.blank(8, 8)));
      records.add(new FrameFaces(i, WIDTH, HEIGHT, look, faces.getOrDefault(i, List.of())));
    }
    return records;
  }

  Optional<Picture> chip(FaceKey key) {
    return Optional.ofNullable(chips.get(key));
  }
}
