package dev.likeness.activities.steps;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.MemoryStore;
import dev.likeness.model.network.Engine;
import dev.likeness.workflows.MicroBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A store with two facesets, in which one model is trained by several processes in a row. */
final class ToyHome {
  private static final String MODEL = "toy";

  private final Path folder;
  private final int segment;
  private final long until;
  private final MemoryStore memory;
  private final ArtifactStore store;
  private final Digest source;
  private final Digest target;
  private int generation;
  private Optional<MicroBatch> microBatch = Optional.empty();

  ToyHome(Path folder, int segment, long until) throws IOException {
    this(folder, segment, until, new MemoryStore());
  }

  private ToyHome(Path folder, int segment, long until, MemoryStore memory) throws IOException {
    this(folder, segment, until, memory, memory.store());
  }

  /** With a store of the caller's. */
  ToyHome(Path folder, int segment, long until, ArtifactStore store) throws IOException {
    this(folder, segment, until, new MemoryStore(), store);
  }

  private ToyHome(Path folder, int segment, long until, MemoryStore memory, ArtifactStore store)
      throws IOException {
    this.memory = memory;
    this.store = store;
    this.folder = folder;
    this.segment = segment;
    this.until = until;
    source = store.put(DrawnFaceset.of(25, 200)).digest();
    target = store.put(DrawnFaceset.of(26, 90)).digest();
  }

  StepOutcome train(Engine engine, BooleanSupplier stop) throws IOException {
    return TrainStep.run(task(stop), config -> engine);
  }

  /** The training of the next process. */
  StepTask task(BooleanSupplier stop) throws IOException {
    ObjectNode parameters = StepTask.object().put("model", MODEL).put("until", until);
    ObjectNode training =
        parameters
            .putObject("training")
            .put("batch", 2)
            .put("segmentIterations", segment)
            .put("colour", false)
            .put("warp", false);
    Map<String, List<Digest>> inputs = new TreeMap<>();
    inputs.put("source", List.of(source));
    inputs.put("target", List.of(target));
    microBatch.ifPresent(
        fewer -> {
          training.put("microBatch", fewer.faces());
          fewer.base().ifPresent(base -> inputs.put("base", List.of(new Digest(base))));
        });
    generation++;
    return new StepTask(
        inputs,
        parameters,
        MODEL,
        StepTask.object(),
        "job|run|" + generation,
        store,
        Files.createTempDirectory(folder, "scratch"),
        new ProgressMeter(store.progress("toy-" + generation), Duration.ZERO),
        stop);
  }

  /** From now on every process trains so many faces at once, from where it stands. */
  void goesOnInPartsOf(int faces, String base) {
    microBatch = Optional.of(new MicroBatch(faces, Optional.of(base)));
  }

  /** From now on checkpoints meet no answer, or do again. */
  void storeIsAway(boolean away) {
    memory.isAwayForContent(away);
  }

  ModelLog log() {
    return ModelLog.of(store, MODEL);
  }

  /** Until the end. */
  Map<String, BlobRef> finish(Engine engine) throws IOException {
    return assertInstanceOf(StepOutcome.Made.class, train(engine, () -> false)).outputs();
  }

  /** Stopped as by SIGTERM after so many passes: a checkpoint in the middle of a segment. */
  void stopAfter(int passes, ToyEngine engine) throws IOException {
    assertInstanceOf(
        StepOutcome.Stopped.class, train(engine, () -> engine.batches().size() >= passes));
  }

  void kill(ToyEngine engine) {
    assertThrows(ToyEngine.Killed.class, () -> train(engine, () -> false));
  }

  Optional<ModelLog.Checkpoint> newest() {
    return ModelLog.of(store, MODEL).newest();
  }

  /** As if somebody else had written it. */
  void append(JsonNode checkpoint) {
    ModelLog.of(store, MODEL).claim("other|run|1", "other").appendIfMine(checkpoint);
  }

  /** What the last process noted in its progress. */
  String note(String name) {
    return store
        .progress("toy-" + generation)
        .read()
        .map(progress -> progress.path("notes").path(name).asText())
        .orElse("");
  }
}
