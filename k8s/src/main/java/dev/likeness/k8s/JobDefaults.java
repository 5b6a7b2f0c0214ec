package dev.likeness.k8s;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What all Jobs of an installation share.
 *
 * @param installation tells the Jobs of several installations in one namespace apart
 * @param serviceAccount of the pods, which are given no token for it; absent for the namespace's
 * @param secret with the store's credentials
 * @param secretVariables variable of the container to key of the secret
 * @param authority certificates that pods trust; absent for the image's own
 * @param grace how long a pod may take over its checkpoint: at least the time of a save
 * @param keep how long an ended Job stays when no sweeper comes
 */
public record JobDefaults(
    String installation,
    Optional<String> serviceAccount,
    String secret,
    Map<String, String> secretVariables,
    Optional<CaBundle> authority,
    Duration grace,
    Duration keep) {
  public JobDefaults {
    secretVariables = Ordered.copy(secretVariables);
    if (grace.isNegative() || grace.isZero() || keep.isNegative()) {
      throw new IllegalArgumentException("A grace is positive, and a time to keep not negative.");
    }
  }
}
