package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.Home;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --home}, which every command has that reads or writes what is kept. */
class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ~/.likeness")
  private Optional<Path> folder = Optional.empty();

  Home home() {
    return new Home(
        folder.orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".likeness")));
  }
}
