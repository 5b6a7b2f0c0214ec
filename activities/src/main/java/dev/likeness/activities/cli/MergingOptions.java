package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * How faces are blended in. Ranges are checked by the plan, together with those of a job's file.
 */
final class MergingOptions {
  @Option(
      names = "--erode",
      paramLabel = "SHARE",
      description = "How far the mask draws back, in face sizes: ${bundle:merging.erode}")
  private Optional<Double> erode = Optional.empty();

  @Option(
      names = "--feather",
      paramLabel = "SHARE",
      description = "How softly it begins, in face sizes: ${bundle:merging.feather}")
  private Optional<Double> feather = Optional.empty();

  @Option(
      names = "--color",
      paramLabel = "HOW",
      description = "Colour transfer: reinhard, mean or none. Default: reinhard")
  private Optional<String> color = Optional.empty();

  @Option(
      names = "--scale",
      paramLabel = "PERCENT",
      description = "Draws the face larger, ${bundle:merging.scale}")
  private Optional<Double> scale = Optional.empty();

  @Option(
      names = "--sharpen",
      paramLabel = "AMOUNT",
      description = "Sharpens the face, ${bundle:merging.sharpen}")
  private Optional<Double> sharpen = Optional.empty();

  @Option(
      names = "--opacity",
      paramLabel = "SHARE",
      description = "Of the new face: ${bundle:merging.opacity}")
  private Optional<Double> opacity = Optional.empty();

  @Option(
      names = "--quantiser",
      paramLabel = "N",
      description = "Of the encoder, 1 is best: ${bundle:merging.quantiser}")
  private Optional<Integer> quantiser = Optional.empty();

  void into(ObjectNode merging) {
    erode.ifPresent(value -> merging.put("erode", value));
    feather.ifPresent(value -> merging.put("feather", value));
    color.ifPresent(value -> merging.put("color", value));
    scale.ifPresent(value -> merging.put("scale", value));
    sharpen.ifPresent(value -> merging.put("sharpen", value));
    opacity.ifPresent(value -> merging.put("opacity", value));
    quantiser.ifPresent(value -> merging.put("quantiser", value));
  }
}
