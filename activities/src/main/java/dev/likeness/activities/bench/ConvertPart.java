package dev.likeness.activities.bench;

import dev.likeness.model.blending.Converter;
import dev.likeness.model.blending.PredictedFace;
import dev.likeness.model.blending.PredictionsWriter;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Predicting a chunk's faces as the convert step does; leaves the predictions of its first pass.
 */
final class ConvertPart {
  private static final int BATCH = 8;
  private static final int THREADS = 2;

  private ConvertPart() {}

  static Map<String, Double> run(PartOrder order, Gate gate) throws IOException {
    Architecture architecture = Architectures.named(order.architecture());
    FilmFolder footage = order.footage();
    Map<Integer, List<AlignedFace>> faces = footage.faces();
    try (Predictor predictor = Predictor.open(architecture, order.weights(), BATCH, THREADS);
        PredictionsWriter writer =
            PredictionsWriter.create(
                footage.predictions(order.from()),
                FilmFolder.MEDIUM,
                architecture.output().size())) {
      var first = new FirstPass(writer);
      var converter =
          new Converter(
              predictor::swap,
              architecture.inputSize(),
              architecture.defaults().crop(),
              BATCH,
              first::take);
      double rate =
          Passes.rate(
              order,
              gate,
              frame -> {
                converter.add(frame, faces.getOrDefault(frame.ordinal(), List.of()));
                if (frame.ordinal() == order.to() - 1) {
                  converter.finish();
                  first.end();
                }
              });
      return Map.of("rate", rate);
    }
  }

  /** Writes the faces of one pass; those of later ones are only made. */
  private static final class FirstPass {
    private final PredictionsWriter writer;
    private boolean over;

    FirstPass(PredictionsWriter writer) {
      this.writer = writer;
    }

    void take(PredictedFace face) {
      if (!over) {
        try {
          writer.write(face);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    void end() throws IOException {
      if (!over) {
        over = true;
        writer.finish();
      }
    }
  }
}
