package dev.likeness.model.faces;

import java.util.List;

/** The faces of one frame and the chips of those that pass {@link QualityMeter#deservesChip}. */
public record FoundFaces(FrameFaces records, List<Chip> chips) {
  public FoundFaces {
    chips = List.copyOf(chips);
  }
}
