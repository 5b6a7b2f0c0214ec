package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.MemoryStore;
import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.model.blending.PredictedFace;
import dev.likeness.model.blending.PredictionsReader;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Safetensors;
import dev.likeness.model.network.Tensors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a film is cut into chunks shows in nothing but the files it is kept in. {@code
 * -Dchunks.frames} makes the film longer, {@code -Dchunks.small} and {@code -Dchunks.large} say how
 * many frames go into a chunk; CI's are small for the time it has.
 */
class ChunkBordersTest {
  private static final int FRAMES = Integer.getInteger("chunks.frames", 60);
  private static final int SMALL = Integer.getInteger("chunks.small", 11);
  private static final int LARGE = Integer.getInteger("chunks.large", 60);

  @TempDir Path folder;
  private final ArtifactStore store = MemoryStore.open();

  /** Everything that a film's steps make, freed of where the chunks lay. */
  private record Made(
      Digest alignments, List<String> faceset, List<String> predicted, List<String> composited) {}

  private StepOutcome.Made run(
      StepKind kind, Map<String, List<Digest>> inputs, ObjectNode parameters) {
    try {
      var task =
          new StepTask(
              inputs,
              parameters,
              "film",
              StepTask.object(),
              "job|run|1",
              store,
              Files.createTempDirectory(folder, kind.toString()),
              new ProgressMeter(store.progress("film"), Duration.ofHours(1)),
              () -> false);
      return assertInstanceOf(StepOutcome.Made.class, kind.step().run(task));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Digest> output(String name, List<StepOutcome.Made> results) {
    return results.stream().map(made -> digest(name, made)).toList();
  }

  private static Digest digest(String name, StepOutcome.Made made) {
    return Optional.ofNullable(made.outputs().get(name)).map(BlobRef::digest).orElseThrow();
  }

  private static ObjectNode range(int from, int to) {
    return StepTask.object().put("from", from).put("to", to);
  }

  private static List<StepOutcome.Made> chunked(
      int chunk, BiFunction<Integer, ObjectNode, StepOutcome.Made> step) {
    List<StepOutcome.Made> results = new ArrayList<>();
    for (int from = 0; from < FRAMES; from += chunk) {
      results.add(step.apply(from / chunk, range(from, Math.min(FRAMES, from + chunk))));
    }
    return results;
  }

  private Made make(Digest media, Digest weights, int chunk) throws IOException {
    var film = new TreeMap<>(Map.of("media", List.of(media)));
    film.put("index", List.of(digest("index", run(StepKind.INGEST, film, StepTask.object()))));
    var found = chunked(chunk, (_, range) -> run(StepKind.EXTRACT, film, range));
    assertEquals(Math.ceilDiv(FRAMES, chunk), found.size());

    var records = new TreeMap<>(film);
    records.put("records", output("records", found));
    records.put("chips", output("chips", found));
    Digest alignments = digest("alignments", run(StepKind.ALIGN, records, range(0, FRAMES)));

    var aligned = new TreeMap<>(film);
    aligned.put("alignments", List.of(alignments));
    String person =
        run(StepKind.IDENTIFY, aligned, StepTask.object()).values().path("person").asText();
    var cut =
        chunked(chunk, (_, range) -> run(StepKind.FACESET, aligned, range.put("person", person)));

    var weighted = new TreeMap<>(aligned);
    weighted.put("weights", List.of(weights));
    var predicted =
        chunked(
            chunk,
            (_, range) -> {
              range.put("person", person).putObject("conversion").put("architecture", "quick64");
              return run(StepKind.CONVERT, weighted, range);
            });
    var merged =
        chunked(
            chunk,
            (number, range) -> {
              var all = new TreeMap<>(aligned);
              all.put("predictions", List.of(digest("predictions", predicted.get(number))));
              return run(StepKind.MERGE, all, range.put("person", person));
            });
    return new Made(
        alignments,
        faces(output("faceset", cut)),
        predictions(output("predictions", predicted)),
        composites(output("frames", merged)));
  }

  /** Record and picture of every face, in order. */
  private List<String> faces(List<Digest> facesets) throws IOException {
    List<String> faces = new ArrayList<>();
    for (Digest faceset : facesets) {
      try (FacesetReader reader = FacesetReader.open(fetched(faceset))) {
        for (FacesetFace face : reader.faces()) {
          faces.add(face + " " + Digest.of(reader.bytes(face)).hex());
        }
      }
    }
    return faces;
  }

  private List<String> predictions(List<Digest> files) throws IOException {
    List<String> faces = new ArrayList<>();
    for (Digest file : files) {
      try (PredictionsReader reader = PredictionsReader.open(fetched(file))) {
        for (int i = 0; i < reader.keys().size(); i++) {
          PredictedFace face = reader.face(i);
          faces.add(
              face.key() + " " + face.frameToCrop() + " " + Arrays.hashCode(face.picture().data()));
        }
      }
    }
    return faces;
  }

  private List<String> composites(List<Digest> files) throws IOException {
    List<String> frames = new ArrayList<>();
    for (Digest file : files) {
      for (var frame : JsonLines.read(store, file, MergeStep.FrameDigest.class)) {
        assertEquals(frames.size(), frame.frame());
        assertTrue(frame.faces() > 0, "frame " + frame.frame() + " shows the swapped face");
        frames.add(frame.sha256());
      }
    }
    return frames;
  }

  private Path fetched(Digest blob) throws IOException {
    Path file = Files.createTempDirectory(folder, "read").resolve("blob.zip");
    store.fetch(blob, file);
    return file;
  }

  /** A network that was never trained, but draws something else for every face. */
  private Digest weights() throws IOException {
    Architecture architecture = Architectures.named("quick64");
    var random = new SplittableRandom(1);
    Path file = folder.resolve("weights.safetensors");
    try (Tensors weights = Tensors.of(architecture.parameters().values())) {
      for (String name : weights.names()) {
        MemorySegment values = weights.segment(name);
        for (long i = 0; i < values.byteSize() / Float.BYTES; i++) {
          float value = (float) (0.1 * random.nextDouble() - 0.05);
          values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
        }
      }
      Safetensors.write(file, weights);
    }
    return store.put(file).digest();
  }

  /** The first difference only: a line for every face would hide it. */
  private static void assertAlike(List<String> whole, List<String> pieces) {
    assertEquals(whole.size(), pieces.size());
    for (int i = 0; i < whole.size(); i++) {
      assertEquals(whole.get(i), pieces.get(i));
    }
  }

  @Test
  void theSameFacesPredictionsAndCompositesComeOutForSmallAndLargeChunks() throws Exception {
    new DemoFootage(new DemoOptions(3, FRAMES, 320, 240, 25)).render(folder, _ -> {});
    Digest media = store.put(folder.resolve(DemoFootage.TARGET)).digest();
    Digest weights = weights();
    Made whole = make(media, weights, LARGE);
    assertEquals(FRAMES, whole.composited.size());
    assertTrue(whole.faceset.size() > FRAMES / 2, whole.faceset.size() + " faces");
    assertNotEquals(whole.predicted.getFirst(), whole.predicted.getLast());
    Made pieces = make(media, weights, SMALL);
    assertEquals(whole.alignments, pieces.alignments);
    assertAlike(whole.faceset, pieces.faceset);
    assertAlike(whole.predicted, pieces.predicted);
    assertAlike(whole.composited, pieces.composited);
  }
}
