package dev.likeness.activities.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness submit}. Its fields are what was typed; {@link SubmitOrder} starts a job. */
@Command(
    name = "submit",
    header = "Starts a job on a Temporal that workers serve, and leaves.",
    description = {
      "What \"temporal workflow start\" does, after checking the job and putting the",
      "files that it names into the store. Says the workflow's id and run id."
    },
    customSynopsis = {
      "likeness submit --config job.json --temporal HOST:PORT --store URL",
      "           [OPTIONS]"
    })
final class SubmitCommand implements Callable<Integer> {
  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = JobType.Converter.class,
      description = "${COMPLETION-CANDIDATES}. Default: FaceSwap")
  JobType type = JobType.FACE_SWAP;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "job.json",
      description =
          "The request. Footage is {\"file\": \"path\"} or {\"media\": SHA-256}, a faceset"
              + " {\"file\": \"path\"} or {\"faceset\": SHA-256}.")
  Path config = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The workflow's. Default: the project, and -extract, -train or -convert for a part.")
  Optional<String> id = Optional.empty();

  @Option(names = "--wait", description = "Follow it to its end, and say what came of it.")
  boolean wait;

  @Option(names = "--json", description = "As one line of JSON.")
  boolean json;

  @Mixin final ServiceOptions services = new ServiceOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return SubmitOrder.of(this, System.getenv()).run(Commands.screen(spec));
  }
}
