package dev.likeness.model.scoring;

import dev.likeness.model.actors.AnswerFrame;
import dev.likeness.model.actors.FramesInOrder;
import dev.likeness.model.image.Picture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Scores whole films against the exact answer; every frame counts, detected or not. */
public final class Scorer {
  private static final int THREADS = 2;

  private final Supplier<LandmarkReader> readers;

  /** With readers of landmarks of the caller's choice: one per thread, closed by the scorer. */
  public Scorer(Supplier<LandmarkReader> readers) {
    this.readers = readers;
  }

  /** With the networks that the program itself uses. */
  public Scorer() {
    this(NetworkLandmarks::new);
  }

  private record Frame(AnswerFrame answer, Map<Candidate, Picture> candidates) {}

  private record Step(int ordinal, Frame before, Frame now) {}

  /**
   * Scores all candidates in one pass over the answer.
   *
   * @param answers the answer's frames as rendered, asked for on several threads
   * @param candidates the candidates' frames in order, as decoded; each is read to its end
   * @param progress told the number of frames scored
   * @throws IllegalArgumentException when a candidate has another number or size of frames
   */
  public Scores score(
      int frames,
      IntFunction<AnswerFrame> answers,
      Map<Candidate, Iterator<Picture>> candidates,
      IntConsumer progress) {
    var tally = new EnumMap<Candidate, Tally>(Candidate.class);
    BlockingQueue<LandmarkReader> idle = new ArrayBlockingQueue<>(THREADS);
    try {
      for (int i = 0; i < THREADS; i++) {
        idle.add(readers.get());
      }
      // Rendering, reading and judging overlap: a block of frames is judged while none is lost.
      var block = new ArrayList<Step>();
      var last = new ArrayList<Frame>();
      FramesInOrder.each(
          frames,
          THREADS,
          answers,
          (ordinal, answer) -> {
            var now = new Frame(answer, next(ordinal, answer, candidates));
            block.add(new Step(ordinal, last.isEmpty() ? now : last.getLast(), now));
            last.clear();
            last.add(now);
            if (block.size() == 8 || ordinal + 1 == frames) {
              FramesInOrder.each(
                  block.size(),
                  THREADS,
                  i -> judged(block.get(i), idle),
                  (_, errors) ->
                      errors.forEach(
                          (who, error) -> tally.computeIfAbsent(who, _ -> new Tally()).add(error)));
              block.clear();
              progress.accept(ordinal + 1);
            }
          });
    } finally {
      idle.forEach(LandmarkReader::close);
    }
    candidates.forEach(Scorer::refuseMore);
    return scores(tally);
  }

  private static Map<Candidate, Picture> next(
      int ordinal, AnswerFrame answer, Map<Candidate, Iterator<Picture>> candidates) {
    var pictures = new EnumMap<Candidate, Picture>(Candidate.class);
    candidates.forEach(
        (candidate, film) -> {
          if (!film.hasNext()) {
            throw new IllegalArgumentException(
                "The film " + candidate + " ends before frame " + ordinal + " of the answer.");
          }
          var picture = film.next();
          if (picture.width() != answer.answer().width()
              || picture.height() != answer.answer().height()) {
            throw new IllegalArgumentException(
                "Frame %d of the film %s is %d x %d, the answer's %d x %d."
                    .formatted(
                        ordinal,
                        candidate,
                        picture.width(),
                        picture.height(),
                        answer.answer().width(),
                        answer.answer().height()));
          }
          pictures.put(candidate, picture);
        });
    return pictures;
  }

  private static void refuseMore(Candidate candidate, Iterator<Picture> film) {
    if (film.hasNext()) {
      throw new IllegalArgumentException(
          "The film " + candidate + " goes on after the answer's last frame.");
    }
  }

  private static Map<Candidate, FrameErrors> judged(Step step, BlockingQueue<LandmarkReader> idle) {
    var reader = idle.remove(); // as many readers as threads, so there is always one
    try {
      var now = step.now();
      var region = Region.of(now.answer().targetFace(), now.answer().sourceFace());
      var wanted = reader.read(now.answer().answer(), region.bounds());
      var answer = new FrameErrors.Pair(step.before().answer().answer(), now.answer().answer());
      var errors = new EnumMap<Candidate, FrameErrors>(Candidate.class);
      now.candidates()
          .forEach(
              (candidate, picture) -> {
                var before = step.before().candidates().getOrDefault(candidate, picture);
                errors.put(
                    candidate,
                    FrameErrors.of(
                        new FrameErrors.Pair(before, picture),
                        answer,
                        region,
                        reader.read(picture, region.bounds()),
                        wanted));
              });
      return errors;
    } finally {
      idle.add(reader);
    }
  }

  private static Scores scores(Map<Candidate, Tally> tally) {
    var figures = new EnumMap<Candidate, Figures>(Candidate.class);
    tally.forEach((candidate, sums) -> figures.put(candidate, sums.figures()));
    var swap = Optional.ofNullable(tally.get(Candidate.SWAP));
    return new Scores(
        figures,
        swap.map(Tally::psnr).orElse(List.of()),
        swap.map(Tally::answersWithoutFace).orElse(0));
  }
}
