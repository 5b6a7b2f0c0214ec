package dev.likeness.activities.steps;

import dev.likeness.activities.store.Digest;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.training.Pack;
import dev.likeness.model.training.PackShape;
import dev.likeness.model.training.PackWriter;
import dev.likeness.model.training.TrainingConfig;
import dev.likeness.model.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Both sides' packs, made from facesets in the store into the step's scratch folder. */
record TrainingPacks(Pack source, Pack target) implements AutoCloseable {
  static TrainingPacks make(StepTask task, TrainingConfig config) throws IOException {
    Pack source = pack(task, config, "source");
    try {
      return new TrainingPacks(source, pack(task, config, "target"));
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static Pack pack(StepTask task, TrainingConfig config, String side) throws IOException {
    TrainingSettings settings = config.settings();
    var shape =
        new PackShape(Architectures.named(settings.architecture()).inputSize(), settings.crop());
    List<FacesetReader> readers = new ArrayList<>();
    try {
      // In the order of the facesets: faces of one key must not change places between processes.
      Map<FacesetFace, FacesetReader> where = new LinkedHashMap<>();
      for (Digest faceset : task.all(side)) {
        Path zip = task.scratch().resolve(side + "-" + readers.size() + ".zip");
        task.store().fetch(faceset, zip);
        FacesetReader reader = FacesetReader.open(zip);
        readers.add(reader);
        reader.faces().forEach(face -> where.put(face, reader));
      }
      List<FacesetFace> faces =
          where.keySet().stream().sorted(Comparator.comparing(FacesetFace::key)).toList();
      return new PackWriter(shape, settings.eyes(), settings.mouth())
          .write(
              task.scratch().resolve(side + ".pack"),
              faces,
              face -> reader(where, face).picture(face),
              settings.threads());
    } finally {
      readers.forEach(FacesetReader::close);
    }
  }

  private static FacesetReader reader(Map<FacesetFace, FacesetReader> where, FacesetFace face) {
    FacesetReader reader = where.get(face);
    if (reader == null) {
      throw new IllegalStateException(face.key() + " is of no faceset.");
    }
    return reader;
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
