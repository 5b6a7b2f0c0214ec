package dev.likeness.activities.worker;

import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.steps.StepKind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker watches and runs steps.
 *
 * @param slice how long an activity watches before it reports
 * @param grace how long a step may take over its checkpoint when asked to stop
 * @param sweep how often it looks for runs whose workflow has ended
 * @param orphanGrace how long such a run is left alone
 * @param profiles what a step of a profile may use, by the profile's name
 * @param bounds the most that requests may ask for, by the profile's name
 * @param previews the store's address for browsers, when Temporal shall show links to previews
 */
public record WorkerSettings(
    Duration slice,
    Duration grace,
    Duration sweep,
    Duration orphanGrace,
    Map<String, JvmProfile> profiles,
    Map<String, ProfileBounds> bounds,
    Optional<URI> previews) {
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(15);

  private static final Duration CLUSTER_SWEEP = Duration.ofSeconds(15);
  private static final Duration CLUSTER_ORPHAN_GRACE = Duration.ofMinutes(1);

  private static final Map<String, ProfileBounds> FIXED =
      Map.of(StepKind.PLAIN, ProfileBounds.FIXED, StepKind.NETWORK, ProfileBounds.FIXED);

  public WorkerSettings {
    profiles = Map.copyOf(profiles);
    bounds = Map.copyOf(bounds);
  }

  /** One machine: short slices, because a person looks on. */
  public static WorkerSettings embedded() {
    return new WorkerSettings(
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        SWEEP,
        ORPHAN_GRACE,
        profilesHere(),
        FIXED,
        Optional.empty());
  }

  /** A worker among others: a report a minute. */
  public static WorkerSettings platform() {
    return new WorkerSettings(
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        SWEEP,
        ORPHAN_GRACE,
        profilesHere(),
        FIXED,
        Optional.empty());
  }

  /** Steps are Jobs: a report a minute, and a sweep that goes easy on Temporal. */
  public static WorkerSettings cluster(Duration grace, Map<String, ProfileBounds> bounds) {
    return new WorkerSettings(
        Duration.ofMinutes(1),
        grace,
        CLUSTER_SWEEP,
        CLUSTER_ORPHAN_GRACE,
        Map.of(),
        bounds,
        Optional.empty());
  }

  /** The same, with links to previews through this address of the store, if there is one. */
  public WorkerSettings showing(Optional<URI> previews) {
    return new WorkerSettings(slice, grace, sweep, orphanGrace, profiles, bounds, previews);
  }

  private static Map<String, JvmProfile> profilesHere() {
    return Map.of(
        StepKind.PLAIN, JvmProfile.plain(1024), StepKind.NETWORK, JvmProfile.network(2048, 12_288));
  }
}
