package dev.likeness.activities.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A home of a finished job as a program would have left it that was killed after its first
 * checkpoint, and that does not save the optimiser's moments: everything else is right.
 */
record Forgetful(Path finished, String model) {
  private static final Set<String> MADE_OF_THE_MODEL = Set.of("convert", "merge", "join");

  void copyTo(Path home) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(finished.resolve("store"))) {
      all = tree.filter(Files::isRegularFile).filter(this::known).toList();
    }
    for (Path file : all) {
      Path copy = home.resolve(finished.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    ModelLog.Checkpoint first = firstCheckpoint();
    try (EmbeddedStore server = EmbeddedStore.start(new Home(home));
        ArtifactStore store = ArtifactStore.prepare(server.address())) {
      var log = store.log("models/" + model);
      log.claim("forgetful").appendIfMine(ModelLog.json(forgetful(store, first)));
    }
  }

  /** What was there after the first checkpoint; no log, which is written anew. */
  private boolean known(Path file) {
    String name = finished.relativize(file).toString();
    if (!name.contains("/manifests/")) {
      return name.contains("/blobs/");
    }
    try {
      var manifest = Json.MAPPER.readTree(file.toFile());
      String kind = manifest.path("kind").asText();
      boolean later = manifest.path("parameters").path("until").asLong() > segment();
      return !MADE_OF_THE_MODEL.contains(kind) && !(kind.equals("train") && later);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static long segment() {
    return ((Number) Job.training().getOrDefault("segmentIterations", 0)).longValue();
  }

  private ModelLog.Checkpoint firstCheckpoint() {
    try (EmbeddedStore server = EmbeddedStore.start(new Home(finished));
        ArtifactStore store = ArtifactStore.at(server.address())) {
      return ModelLog.of(store, model).checkpoints().getFirst();
    }
  }

  private static ModelLog.Checkpoint forgetful(ArtifactStore store, ModelLog.Checkpoint right)
      throws IOException {
    ObjectNode state =
        (ObjectNode) Json.MAPPER.readTree(store.read(new Digest(right.output("state"))));
    Map<String, String> outputs = new HashMap<>(right.outputs());
    for (int number = 1; number <= 2; number++) {
      byte[] moments = store.read(new Digest(right.output("moments" + number)));
      int header =
          Math.toIntExact(ByteBuffer.wrap(moments).order(ByteOrder.LITTLE_ENDIAN).getLong());
      Arrays.fill(moments, 8 + header, moments.length, (byte) 0);
      BlobRef empty = store.put(moments);
      outputs.put("moments" + number, empty.digest().hex());
      state.withObject("/files").put("moments-" + number + ".safetensors", empty.digest().hex());
    }
    outputs.put("state", store.put(Json.MAPPER.writeValueAsBytes(state)).digest().hex());
    return new ModelLog.Checkpoint(
        right.architecture(),
        right.iteration(),
        right.lineage(),
        right.base(),
        outputs,
        right.values());
  }
}
