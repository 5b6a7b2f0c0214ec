package dev.likeness.activities.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness doctor}. */
@Command(name = "doctor", header = "Says whether this machine is fit, and what is not.")
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "As one line of JSON.")
  boolean json;

  @Mixin final HomeOption where = new HomeOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return new Checkup(where.home()).run(Commands.screen(spec), json);
  }
}
