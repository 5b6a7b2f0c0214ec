package dev.likeness.activities.cli;

import dev.likeness.model.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness status}. */
@Command(name = "status", header = "Says where a project stands, running or not.")
final class StatusCommand implements Callable<Integer> {
  @Option(names = "--json", description = "As one line of JSON.")
  boolean json;

  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final SteeringOptions where = new SteeringOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    SwapStatus status = new Steer(where.place("likeness status"), project.name()).status();
    Screen screen = Commands.screen(spec);
    if (json) {
      screen.say(Json.MAPPER.valueToTree(status).toString());
    } else {
      StatusText.lines(status).forEach(screen::say);
    }
    return ExitCode.OK.code();
  }
}
