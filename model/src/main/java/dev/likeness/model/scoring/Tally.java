package dev.likeness.model.scoring;

import java.util.ArrayList;
import java.util.List;

/** Sums of one candidate's errors over the frames of a film, in order. */
final class Tally {
  private final List<FrameErrors> frames = new ArrayList<>();

  void add(FrameErrors errors) {
    frames.add(errors);
  }

  Figures figures() {
    double pixels = frames.stream().mapToDouble(FrameErrors::pixels).sum();
    double squared = frames.stream().mapToDouble(FrameErrors::squared).sum();
    double similarity = frames.stream().mapToDouble(FrameErrors::similarity).sum();
    double change = frames.stream().skip(1).mapToDouble(FrameErrors::change).sum();
    double changing = frames.stream().skip(1).mapToDouble(FrameErrors::pixels).sum();
    double landmarks =
        frames.stream()
            .flatMap(frame -> frame.landmarks().stream())
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(1);
    return new Figures(
        Figures.decibels(squared / (3 * pixels)),
        similarity / pixels,
        landmarks,
        changing == 0 ? 0 : change / (3 * changing));
  }

  List<Double> psnr() {
    return frames.stream().map(FrameErrors::psnr).toList();
  }

  int answersWithoutFace() {
    return (int) frames.stream().filter(frame -> frame.landmarks().isEmpty()).count();
  }
}
