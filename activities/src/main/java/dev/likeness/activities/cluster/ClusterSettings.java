package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.k8s.JobDefaults;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a worker runs steps on Kubernetes, as the operator's chart says.
 *
 * @param namespace of the Jobs
 * @param defaults of all Jobs
 * @param endpoint of the store, as pods reach it
 * @param bucket in it
 * @param region of it
 * @param profiles by name; {@code plain} and {@code network} are there
 */
public record ClusterSettings(
    String namespace,
    JobDefaults defaults,
    URI endpoint,
    String bucket,
    String region,
    Map<String, ClusterProfile> profiles) {
  public ClusterSettings {
    profiles = Map.copyOf(profiles);
  }

  /** The most that requests may ask for, by the profile's name. */
  public Map<String, ProfileBounds> bounds() {
    return profiles.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, profile -> profile.getValue().bounds()));
  }
}
