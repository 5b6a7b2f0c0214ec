package dev.likeness.activities.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness swap}. Its fields are what was typed; {@link SwapOrder} makes a job of them. */
@Command(
    name = "swap",
    header = "Puts one person's face into another's footage.",
    description = {
      "Finds faces, trains a model, converts. Started again with the same",
      "project, it goes on where it was interrupted and makes nothing twice."
    },
    customSynopsis = {
      "likeness swap --source FILE|FACESET... --target FILE...",
      "           --out FILE.mp4|DIR [OPTIONS]"
    })
final class SwapCommand implements Callable<Integer> {
  @Option(
      names = "--source",
      arity = "1..*",
      paramLabel = "FILE|FACESET",
      description = "Footage of the person who shall be seen, or a faceset of extract.")
  List<Path> sources = List.of();

  @Option(
      names = "--target",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Footage that receives the face.")
  List<Path> targets = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE|DIR",
      description = "The film (.mp4 or .mkv), or a folder for several.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--target-faces",
      arity = "1..*",
      paramLabel = "FACESET",
      description = "Train the target's side on this faceset only; every face is swapped.")
  List<Path> targetFaces = List.of();

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Names the job. Default: after the first target's file.")
  Optional<String> project = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of everything random in training.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "quick64, lightweight, original or series120.")
  Optional<String> architecture = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Go on training this model instead.")
  Optional<String> model = Optional.empty();

  @Option(names = "--iterations", paramLabel = "N", description = "Train until this iteration.")
  Optional<Long> iterations = Optional.empty();

  @Option(names = "--minutes", paramLabel = "M", description = "Or: train for so long in all.")
  Optional<Double> minutes = Optional.empty();

  @Option(
      names = "--range",
      paramLabel = "IN-OUT",
      description = "Frames of the targets to use, both included, from 0.")
  Optional<String> range = Optional.empty();

  @Option(
      names = "--source-person",
      paramLabel = "ID|PICTURE",
      description = "Whom of several people: an id (p1), or a picture.")
  Optional<String> sourcePerson = Optional.empty();

  @Option(
      names = "--target-person",
      paramLabel = "ID|PICTURE",
      description = "The same in the targets.")
  Optional<String> targetPerson = Optional.empty();

  @Option(
      names = "--min-face",
      paramLabel = "SHARE",
      description = "Smallest face to find, of the frame's width. Default: 1/16")
  Optional<String> minFace = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "job.json",
      description = {
        "The job as a file: what swap keeps in projects/NAME/job.json.",
        "\"file\": \"path\" may stand for a digest; options here come on top."
      })
  Optional<Path> config = Optional.empty();

  @Mixin final MergingOptions merging = new MergingOptions();
  @Mixin final WorkOptions services = new WorkOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return SwapOrder.of(this, System.getenv()).run(Commands.screen(spec));
  }
}
