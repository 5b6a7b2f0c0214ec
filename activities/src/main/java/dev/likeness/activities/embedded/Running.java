package dev.likeness.activities.embedded;

import dev.likeness.activities.store.StoreAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that holds a home, and where it can be reached once its services are up: Temporal as
 * host:port.
 */
public record Running(
    long pid,
    Instant since,
    String command,
    Optional<String> temporal,
    Optional<StoreAddress> store) {
  /** For sentences: who, what, since when. */
  public String describe() {
    return "process " + pid + " (" + command + ", since " + since + ")";
  }
}
