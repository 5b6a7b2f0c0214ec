package dev.likeness.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.CanonicalJson;
import dev.likeness.activities.store.Collector;
import dev.likeness.activities.store.Digest;
import dev.likeness.activities.store.EntryLog;
import dev.likeness.activities.store.LogEntry;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.model.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One model's history in the store: who claimed it, and its checkpoints, the newest last. Claims
 * and checkpoints are entries of one log, so that a trainer that was overtaken meets the newer
 * claim and stops.
 */
public final class ModelLog {
  private final EntryLog log;

  private ModelLog(EntryLog log) {
    this.log = log;
  }

  public static ModelLog of(ArtifactStore store, String model) {
    return new ModelLog(store.log(Collector.MODEL_LOGS + model));
  }

  /**
   * A checkpoint as the log names it.
   *
   * @param lineage what it was learning from and how: see {@link #lineage}
   * @param base weights of the checkpoint this lineage went on from; absent when it began fresh
   * @param outputs digests of weights, moments, state, losses and preview
   * @param values iteration, losses and the like
   */
  public record Checkpoint(
      String architecture,
      long iteration,
      String lineage,
      Optional<String> base,
      Map<String, String> outputs,
      Map<String, Object> values) {
    public Checkpoint {
      outputs = Map.copyOf(outputs);
      values = Map.copyOf(values);
    }

    public String output(String name) {
      return Optional.ofNullable(outputs.get(name))
          .orElseThrow(() -> new IllegalStateException("The checkpoint has no " + name + "."));
    }
  }

  /** SHA-256 over what a model learns from and how, without for how long. */
  public static String lineage(
      List<String> sources, List<String> targets, Map<String, Object> training) {
    ObjectNode all = Json.MAPPER.createObjectNode();
    all.set("sources", Json.MAPPER.valueToTree(sources));
    all.set("targets", Json.MAPPER.valueToTree(targets));
    all.set("training", Json.MAPPER.valueToTree(new TreeMap<>(training)));
    return Digest.of(CanonicalJson.bytes(all)).hex();
  }

  public Optional<Checkpoint> newest() {
    return log.newestContent().map(LogEntry::content).map(ModelLog::parse);
  }

  /** All there is until now. */
  public ModelHistory history() {
    return new ModelHistory(log.list());
  }

  /** All checkpoints, oldest first. */
  public List<Checkpoint> checkpoints() {
    return history().checkpoints();
  }

  /** How often anybody took the model over. */
  public long claims() {
    return history().claims();
  }

  /** Who wrote the newest entry, claim or checkpoint. */
  public Optional<String> holder() {
    return log.newest().map(LogEntry::owner);
  }

  /**
   * Takes the model over; whoever held it is overtaken.
   *
   * @param progress name of the object in which the owner tells how far it is
   */
  public LogWriter claim(String owner, String progress) {
    return log.claim(owner, Json.MAPPER.createObjectNode().put(ModelHistory.PROGRESS, progress));
  }

  /** What a training of this lineage goes on from, as part of its key; absent for a fresh start. */
  public Optional<String> base(String lineage) {
    Optional<Checkpoint> newest = newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Checkpoint checkpoint = newest.get();
    return checkpoint.lineage().equals(lineage)
        ? checkpoint.base()
        : Optional.of(checkpoint.output("weights"));
  }

  public static JsonNode json(Checkpoint checkpoint) {
    return Json.MAPPER.valueToTree(checkpoint);
  }

  static Checkpoint parse(JsonNode content) {
    return Json.MAPPER.convertValue(content, Checkpoint.class);
  }
}
