package dev.likeness.activities.cli;

import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.runner.RunVariables;
import dev.likeness.activities.store.StoreAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where Temporal and the store are, when not inside this process. */
class ServiceOptions extends HomeOption {
  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "A Temporal server to use instead of the embedded one; needs --store.")
  private Optional<String> temporal = Optional.empty();

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "An S3 store to use with it. Credentials come from the environment: "
              + "LIKENESS_S3_ACCESS_KEY, LIKENESS_S3_SECRET_KEY, and the bucket from "
              + "LIKENESS_S3_BUCKET (default: likeness).")
  private Optional<String> store = Optional.empty();

  /** The Temporal server that was named. */
  Optional<String> temporal() {
    return temporal;
  }

  /** Whether this process serves the task queue, too, where that is a choice. */
  boolean serves() {
    return false;
  }

  /** The place, for a command that only works on servers that were named. */
  Optional<Place> servers(
      String command, Map<String, String> environment, List<Complaint> complaints) {
    if (temporal.isEmpty() && store.isEmpty()) {
      complaints.add(usage(command + " needs --temporal HOST:PORT and --store URL to connect to."));
    }
    return place(command, environment, complaints);
  }

  /** The place; absent after complaints about options that do not fit together. */
  Optional<Place> place(
      String command, Map<String, String> environment, List<Complaint> complaints) {
    int before = complaints.size();
    if (temporal.isPresent() != store.isPresent()) {
      complaints.add(
          usage(
              "--temporal and --store go together: name both, or neither for the embedded ones."));
    }
    temporal
        .filter(address -> !address.matches("\\S+:\\d{1,5}"))
        .ifPresent(
            address -> complaints.add(usage("--temporal: \"" + address + "\" is not HOST:PORT.")));
    TemporalAccess access =
        temporal.isPresent() ? access(environment, complaints) : TemporalAccess.PLAIN;
    Optional<StoreAddress> address = store.flatMap(url -> address(url, environment, complaints));
    return complaints.size() > before
        ? Optional.empty()
        : Optional.of(new Place(home(), temporal, access, address, serves(), command));
  }

  private static TemporalAccess access(
      Map<String, String> environment, List<Complaint> complaints) {
    try {
      return TemporalAccess.of(environment);
    } catch (Refusal unusable) {
      complaints.add(usage(String.valueOf(unusable.getMessage())));
      return TemporalAccess.PLAIN;
    }
  }

  /** The address of a store, with the credentials of the environment; or complaints. */
  static Optional<StoreAddress> address(
      String url, Map<String, String> environment, List<Complaint> complaints) {
    Optional<String> access = required(RunVariables.ACCESS_KEY, environment, complaints);
    Optional<String> secret = required(RunVariables.SECRET_KEY, environment, complaints);
    if (access.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoreAddress(
              URI.create(url),
              environment.getOrDefault(RunVariables.BUCKET, "likeness"),
              environment.getOrDefault(RunVariables.REGION, "us-east-1"),
              access.get(),
              secret.get(),
              Optional.ofNullable(environment.get(RunVariables.AUTHORITY))
                  .filter(path -> !path.isBlank())));
    } catch (IllegalArgumentException e) {
      complaints.add(usage("--store: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<String> required(
      String name, Map<String, String> environment, List<Complaint> complaints) {
    Optional<String> value = Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    if (value.isEmpty()) {
      complaints.add(usage("--store needs " + name + " in the environment."));
    }
    return value;
  }

  static Complaint usage(String sentence) {
    return new Complaint(ExitCode.USAGE, sentence);
  }
}
