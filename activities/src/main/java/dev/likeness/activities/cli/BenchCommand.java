package dev.likeness.activities.cli;

import dev.likeness.activities.bench.Bench;
import dev.likeness.activities.bench.Figure;
import dev.likeness.activities.bench.FigureTable;
import dev.likeness.activities.bench.Machine;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.embedded.HomeLock;
import dev.likeness.model.files.Folders;
import dev.likeness.model.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness bench}. */
@Command(
    name = "bench",
    header = "Measures this machine: faces, training, film, checkpoints, memory.",
    description = "Takes some minutes; nothing else should run meanwhile.",
    customSynopsis = "likeness bench [OPTIONS]")
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "Shorter and less exact.")
  boolean quick;

  @Option(names = "--json", description = "As one line: a list of {\"name\", \"value\", \"unit\"}.")
  boolean json;

  @Mixin final HomeOption where = new HomeOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Screen screen = Commands.screen(spec);
    Home home = where.home();
    home.prepare();
    Logs.into(home.logs());
    List<String> machine = Machine.lines();
    // The lock keeps jobs away, which would spoil the figures and be spoiled by them.
    try (var _ = HomeLock.acquire(home, "likeness bench")) {
      Path folder = home.scratch().resolve("bench");
      Folders.remove(folder);
      Files.createDirectories(folder);
      List<Figure> figures =
          new Bench(folder, quick, what -> screen.note("measuring  " + what)).run();
      if (json) {
        screen.say(Json.MAPPER.writeValueAsString(figures));
      } else {
        machine.forEach(screen::say);
        screen.say("");
        FigureTable.lines(figures).forEach(screen::say);
      }
      Folders.remove(folder);
      return ExitCode.OK.code();
    }
  }
}
