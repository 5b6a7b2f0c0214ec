package dev.likeness.model.actors;

import dev.likeness.model.video.AudioTrack;
import dev.likeness.model.video.EncodeOptions;
import dev.likeness.model.video.MovieWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The demonstration: two actors, each with a performance of their own, and the exact answer to
 * putting the source's face into the target's footage. Everything is a function of the options, so
 * the answer is rendered again whenever it is needed instead of being stored.
 */
public final class DemoFootage {
  public static final String SOURCE = "source.mp4";
  public static final String TARGET = "target.mp4";
  public static final String ANSWER = "answer.mp4";

  private static final int THREADS = 2;

  private final DemoOptions options;
  private final Performance sourcePerformance;
  private final Performance targetPerformance;
  private final ActorRenderer source;
  private final ActorRenderer target;
  private final ActorRenderer answer;

  public DemoFootage(DemoOptions options) {
    this.options = options;
    long seed = options.seed();
    sourcePerformance = new Performance(2 * seed);
    targetPerformance = new Performance(2 * seed + 1);
    var sourceActor = Actor.source(seed);
    var targetActor = Actor.target(seed);
    source = ActorRenderer.of(sourceActor, options.width(), options.height());
    target = ActorRenderer.of(targetActor, options.width(), options.height());
    answer = ActorRenderer.answer(sourceActor, targetActor, options.width(), options.height());
  }

  /** The frame of the source's film with this ordinal. */
  public Rendered source(int ordinal) {
    return source.render(sourcePerformance.at(seconds(ordinal)));
  }

  /** The frame of the target's film with this ordinal, before any encoder, and its answer. */
  public AnswerFrame answer(int ordinal) {
    var moment = targetPerformance.at(seconds(ordinal));
    var before = target.render(moment);
    var after = answer.render(moment);
    return new AnswerFrame(before.picture(), after.picture(), before.face(), after.face());
  }

  public DemoOptions options() {
    return options;
  }

  /**
   * Writes {@link #SOURCE}, {@link #TARGET} and {@link #ANSWER} into a folder that exists; the
   * first two have sound.
   *
   * @param progress told the number of finished frames of twice {@code options.frames()}
   */
  public void render(Path folder, IntConsumer progress) {
    int frames = options.frames();
    double length = (double) frames / options.rate();
    var hum = Soundtrack.of(sourcePerformance, length, 118);
    try (var film = open(folder.resolve(SOURCE), hum)) {
      FramesInOrder.each(
          frames,
          THREADS,
          this::source,
          (ordinal, frame) -> {
            film.write(frame.picture());
            progress.accept(ordinal + 1);
          });
      film.finish();
    }
    var voice = Soundtrack.of(targetPerformance, length, 205);
    try (var before = open(folder.resolve(TARGET), voice);
        var after = open(folder.resolve(ANSWER), voice)) {
      FramesInOrder.each(
          frames,
          THREADS,
          this::answer,
          (ordinal, frame) -> {
            before.write(frame.target());
            after.write(frame.answer());
            progress.accept(frames + ordinal + 1);
          });
      before.finish();
      after.finish();
    }
  }

  private MovieWriter open(Path file, AudioTrack sound) {
    return MovieWriter.open(
        file,
        options.width(),
        options.height(),
        options.rate(),
        1,
        EncodeOptions.DEFAULT,
        Optional.of(sound));
  }

  private double seconds(int ordinal) {
    return (double) ordinal / options.rate();
  }
}
