package dev.likeness.activities.plan;

import dev.likeness.workflows.MicroBatch;
import dev.likeness.workflows.TrainCarry;
import java.util.Optional;

/** What a training's request holds that no person writes: where its predecessor stood. */
final class Carried {
  private static final String SECTION = "carry";
  private static final String MICRO_BATCH = "microBatch";

  private Carried() {}

  /** Absent where the request is a person's. */
  static Optional<TrainCarry> read(Fields request) {
    if (!request.has(SECTION)) {
      return Optional.empty();
    }
    Fields fields = request.object(SECTION);
    var carry =
        new TrainCarry(
            fields.whole("generation", 0, Integer.MAX_VALUE).orElse(0L).intValue(),
            fields.whole("iterations", 1, Long.MAX_VALUE),
            fields.number("minutes", 0, 1e9),
            fields.flag("paused", false),
            fields.text("memory"),
            fields.has(MICRO_BATCH) ? microBatch(fields.object(MICRO_BATCH)) : Optional.empty());
    fields.end();
    return Optional.of(carry);
  }

  private static Optional<MicroBatch> microBatch(Fields fields) {
    Optional<Long> faces = fields.whole("faces", 1, 256);
    Optional<String> base = fields.text("base");
    fields.end();
    return faces.map(count -> new MicroBatch(count.intValue(), base));
  }
}
