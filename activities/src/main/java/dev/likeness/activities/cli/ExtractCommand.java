package dev.likeness.activities.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness extract}. */
@Command(
    name = "extract",
    header = "Leaves a faceset to look at and to prune.",
    description = {
      "Finds everybody's faces: a folder of aligned faces for each person, a",
      "contact sheet each, and faces.jsonl. Delete pictures that are no good and",
      "give the folder to swap as --source or --target-faces."
    },
    customSynopsis = "likeness extract FILE... --out DIR [OPTIONS]")
final class ExtractCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Videos or pictures.")
  List<Path> files = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "An empty folder, or an earlier extraction of the same files.")
  Path out = Path.of("");

  @Option(
      names = "--min-face",
      paramLabel = "SHARE",
      description = "Smallest face to find, of the frame's width. Default: 1/16")
  Optional<String> minFace = Optional.empty();

  @Option(
      names = "--range",
      paramLabel = "IN-OUT",
      description = "Frames to use, both included, from 0.")
  Optional<String> range = Optional.empty();

  @Option(names = "--lossless", description = "PNG instead of JPEG.")
  boolean lossless;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Names the job. Default: after the first file.")
  Optional<String> project = Optional.empty();

  @Option(names = "--json", description = "End with one line of JSON: what was found.")
  boolean json;

  @Mixin final WorkOptions services = new WorkOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return ExtractOrder.of(this, System.getenv()).run(Commands.screen(spec));
  }
}
