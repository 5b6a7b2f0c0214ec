package dev.likeness.activities.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code likeness preview}. The process that runs a job keeps its newest sheet in the project's
 * folder.
 */
@Command(
    name = "preview",
    header = "Writes the newest sheet of training faces.",
    description = "Rows of source, its reconstruction, target, its reconstruction, swap.")
final class PreviewCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "Where to. Default: ./preview.png")
  Path out = Path.of("preview.png");

  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final HomeOption where = new HomeOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ProjectFolder folder = ProjectFolder.existing(where.home(), project.name());
    if (!Files.exists(folder.preview())) {
      throw new Refusal(
          ExitCode.NO_INPUT,
          "Project "
              + project.name()
              + " has no preview yet: training makes one at each checkpoint.");
    }
    Delivery.write(Files.readAllBytes(folder.preview()), out);
    Commands.screen(spec).say("preview  " + out);
    return ExitCode.OK.code();
  }
}
