package dev.likeness.activities.bench;

import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.MediaIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** Passes over a chunk's frames: one to get warm, then as many as fill the time. */
final class Passes {
  private Passes() {}

  interface FrameWork {
    void on(Frame frame) throws IOException;
  }

  /** Frames per second of decoding and the given work. */
  static double rate(PartOrder order, Gate gate, FrameWork work) throws IOException {
    pass(order, Meter.start(), Double.MAX_VALUE, work);
    gate.await();
    Meter meter = Meter.start();
    while (meter.seconds() < order.seconds()) {
      pass(order, meter, order.seconds(), work);
    }
    return meter.rate();
  }

  private static void pass(PartOrder order, Meter meter, double seconds, FrameWork work)
      throws IOException {
    FilmFolder footage = order.footage();
    MediaIndex index = footage.index();
    try (FileChannel channel = footage.open();
        FrameReader reader = FrameReader.open(channel, index, order.from(), order.to())) {
      for (Optional<Frame> next = reader.next();
          next.isPresent() && meter.seconds() < seconds;
          next = reader.next()) {
        work.on(next.get());
        meter.tick();
      }
    }
  }
}
