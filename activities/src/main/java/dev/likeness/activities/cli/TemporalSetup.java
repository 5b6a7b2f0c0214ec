package dev.likeness.activities.cli;

import dev.likeness.activities.worker.Searchability;
import dev.likeness.workflows.SearchAttributes;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prepares a Temporal namespace: the search attributes that jobs set. May run again. */
final class TemporalSetup {
  private TemporalSetup() {}

  static void run(Optional<String> temporal, Map<String, String> environment, Screen screen) {
    String address =
        temporal.orElseThrow(
            () -> new Refusal(ExitCode.USAGE, "--setup needs --temporal HOST:PORT to connect to."));
    TemporalAccess access = TemporalAccess.of(environment);
    try (Connection connection = Connection.to(address, access)) {
      var search = new Searchability(connection.client());
      List<String> missing = search.missing();
      if (!missing.isEmpty()) {
        search.register(missing);
      }
      screen.note(
          (missing.isEmpty()
                  ? "All search attributes are there already"
                  : "Registered " + String.join(", ", missing))
              + ", in namespace "
              + access.namespace()
              + ".");
    } catch (StatusRuntimeException refused) {
      throw new Refusal(
          ExitCode.UNAVAILABLE,
          "Temporal does not register search attributes here ("
              + refused.getStatus().getDescription()
              + "): ask its operator for "
              + String.join(" and ", SearchAttributes.KEYWORDS)
              + ", of type Keyword.");
    }
  }
}
