package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.StoreAddress;
import java.util.Optional;

/**
 * Where a command works.
 *
 * @param temporal a Temporal server as host:port; the embedded one when absent
 * @param access how one may enter it
 * @param store the store that goes with it; present whenever {@code temporal} is
 * @param worker whether this process serves the task queue too
 * @param command what the person typed, for whoever finds the home in use
 */
record Place(
    Home home,
    Optional<String> temporal,
    TemporalAccess access,
    Optional<StoreAddress> store,
    boolean worker,
    String command) {}
