package dev.likeness.activities.cli;

import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.store.StoreAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which store, for commands that only look after it: the home's, or one that is named. */
final class StoreOption extends HomeOption {
  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "An S3 store instead of the home's. Credentials come from the "
              + "environment (LIKENESS_S3_ACCESS_KEY, LIKENESS_S3_SECRET_KEY), the "
              + "bucket from LIKENESS_S3_BUCKET; what removes needs keys that may delete.")
  private Optional<String> store = Optional.empty();

  /** The named store; empty for the home's. Refuses one without credentials. */
  Optional<StoreAddress> address(Map<String, String> environment) {
    List<Complaint> complaints = new ArrayList<>();
    Optional<StoreAddress> address =
        store.flatMap(url -> ServiceOptions.address(url, environment, complaints));
    Refusal.ifAny(complaints);
    return address;
  }
}
