package dev.likeness.activities.cli;

import dev.likeness.activities.cli.Refusal.Complaint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The same, for commands that carry their jobs out themselves unless others do. */
final class WorkOptions extends ServiceOptions {
  @Option(
      names = "--no-worker",
      description = "Leave the work to workers that run elsewhere (likeness worker).")
  private boolean elsewhere;

  @Override
  boolean serves() {
    return !elsewhere;
  }

  @Override
  Optional<Place> place(
      String command, Map<String, String> environment, List<Complaint> complaints) {
    if (elsewhere && temporal().isEmpty()) {
      complaints.add(
          usage("--no-worker needs --temporal and --store: nobody else can do the work."));
      return Optional.empty();
    }
    return super.place(command, environment, complaints);
  }
}
