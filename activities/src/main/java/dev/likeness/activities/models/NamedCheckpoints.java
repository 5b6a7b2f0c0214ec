package dev.likeness.activities.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.models.ModelLog.Checkpoint;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoints of a model that people have named. A name is a small object in the store that
 * holds the checkpoint's digests; {@link Retention} and the collector leave what it holds alone.
 */
public final class NamedCheckpoints {
  private final ArtifactStore store;
  private final String model;

  public NamedCheckpoints(ArtifactStore store, String model) {
    this.store = store;
    this.model = model;
  }

  /**
   * A checkpoint that can be named.
   *
   * @param place in the order of training, from 0
   */
  public record Moment(int place, long iteration, String weights, List<String> names) {
    public Moment {
      names = List.copyOf(names);
    }
  }

  /** Checkpoints in the model's log that are whole, oldest first. */
  public List<Moment> all() {
    Map<String, JsonNode> names = store.named().below(model + "/");
    List<Moment> all = new ArrayList<>();
    for (Checkpoint checkpoint : whole()) {
      String weights = checkpoint.output("weights");
      List<String> words =
          names.entrySet().stream()
              .filter(name -> weights(name.getValue()).equals(weights))
              .map(name -> name.getKey().substring(model.length() + 1))
              .toList();
      all.add(new Moment(all.size(), checkpoint.iteration(), weights, words));
    }
    return all;
  }

  private List<Checkpoint> whole() {
    return ModelLog.of(store, model).checkpoints().stream().filter(this::isWhole).toList();
  }

  private boolean isWhole(Checkpoint checkpoint) {
    return checkpoint.outputs().values().stream()
        .allMatch(digest -> store.stat(new Digest(digest)).isPresent());
  }

  /** Names a checkpoint; false when the name is another one's. */
  public boolean name(Moment moment, String word) {
    Checkpoint checkpoint =
        whole().stream()
            .filter(known -> known.output("weights").equals(moment.weights()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("The checkpoint has just been collected."));
    return store.named().give(name(word), ModelLog.json(checkpoint))
        || named(word).filter(moment.weights()::equals).isPresent();
  }

  /** Takes a name back; false when there is none. */
  public boolean forget(String word) {
    if (named(word).isEmpty()) {
      return false;
    }
    store.named().takeBack(name(word));
    return true;
  }

  private Optional<String> named(String word) {
    return store.named().find(name(word)).map(NamedCheckpoints::weights);
  }

  private String name(String word) {
    return model + "/" + word;
  }

  private static String weights(JsonNode checkpoint) {
    return checkpoint.path("outputs").path("weights").asText();
  }
}
