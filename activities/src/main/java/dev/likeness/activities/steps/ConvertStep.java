package dev.likeness.activities.steps;

import dev.likeness.model.blending.Converter;
import dev.likeness.model.blending.PredictedFace;
import dev.likeness.model.blending.PredictionsWriter;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The source's face for every face of the chosen person in a chunk. */
final class ConvertStep {
  /** Faces drawn in one pass: fixed, because a network's sums may depend on it. */
  private static final int BATCH = 8;

  private ConvertStep() {}

  static StepOutcome run(StepTask task) throws IOException {
    int from = task.number("from");
    int to = task.number("to");
    var byFrame = FacesByFrame.of(task, from, to);
    Conversion conversion = task.section("conversion", Conversion.class);
    Architecture architecture = Architectures.named(conversion.architecture().orElse(""));
    CropType crop =
        conversion.crop().map(Conversion::cropType).orElse(architecture.defaults().crop());
    Path weights = task.scratch().resolve("weights.safetensors");
    task.store().fetch(task.input("weights"), weights);
    Path file = task.scratch().resolve("predictions.safetensors");
    task.progress().expect(to - from, "frames");
    int faces = 0;
    try (SeekableByteChannel channel = task.store().channel(task.input("media"));
        FrameReader reader = FrameReader.open(channel, task.index(), from, to);
        Predictor predictor = Predictor.open(conversion.engine(), architecture, weights, BATCH);
        PredictionsWriter writer =
            PredictionsWriter.create(
                file, task.input("media").hex(), architecture.output().size())) {
      var converter =
          new Converter(
              predictor::swap, architecture.inputSize(), crop, BATCH, face -> add(writer, face));
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (task.stopRequested().getAsBoolean()) {
          return new StepOutcome.Stopped();
        }
        List<AlignedFace> here = byFrame.of(next.get().ordinal());
        converter.add(next.get(), here);
        faces += here.size();
        task.progress().advance(1);
      }
      converter.finish();
      writer.finish();
    }
    return new StepOutcome.Made(
        Map.of("predictions", task.store().put(file)),
        StepTask.object().put("faces", faces),
        StepTask.object());
  }

  private static void add(PredictionsWriter writer, PredictedFace face) {
    try {
      writer.write(face);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
