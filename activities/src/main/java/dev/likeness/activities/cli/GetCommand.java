package dev.likeness.activities.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness get}. */
@Command(
    name = "get",
    header = "Fetches something from the store by its SHA-256.",
    description = {
      "Such as the film, whose digest stands in the result of a FaceSwap. The",
      "file appears when it is whole and checked."
    })
final class GetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SHA-256", description = "64 hexadecimal digits.")
  String digest = "";

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to.")
  Path out = Path.of("");

  @Mixin final StoreOption where = new StoreOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new Refusal(
          ExitCode.USAGE, "\"" + digest + "\" is no SHA-256: 64 hexadecimal digits in lower case.");
    }
    where.home().prepare();
    Logs.into(where.home().logs());
    try (OpenStore opened =
        OpenStore.shared(where.address(System.getenv()), where.home(), "likeness get")) {
      Delivery.fetch(opened.store(), digest, out);
    }
    Commands.screen(spec).say(out.toString());
    return ExitCode.OK.code();
  }
}
