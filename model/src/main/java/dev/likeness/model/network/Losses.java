package dev.likeness.model.network;

/** Mean weighted loss of each side in one iteration. */
public record Losses(float source, float target) {
  public boolean finite() {
    return Float.isFinite(source) && Float.isFinite(target);
  }
}
