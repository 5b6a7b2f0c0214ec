package dev.likeness.activities.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the job runs that is steered or asked: in this home's process, or on a Temporal server. */
final class SteeringOptions extends HomeOption {
  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "The Temporal server it runs on, when not embedded.")
  private Optional<String> temporal = Optional.empty();

  Place place(String command) {
    var home = home();
    Logs.into(home.logs());
    return new Place(
        home, temporal, TemporalAccess.of(System.getenv()), Optional.empty(), false, command);
  }
}
