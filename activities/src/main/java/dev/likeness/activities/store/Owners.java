package dev.likeness.activities.store;

import java.time.Duration;
import java.util.Set;

/**
 * Who owns results, so that older ones that nobody owns may go: people's projects.
 *
 * @param olderThan how long a result stays that has no owner
 * @param wanted digests of what projects have delivered; what lies on the way to it stays
 * @param footage digests of what projects started from that were asked for since then; everything
 *     made from it stays
 */
public record Owners(Duration olderThan, Set<String> wanted, Set<String> footage) {
  public Owners {
    wanted = Set.copyOf(wanted);
    footage = Set.copyOf(footage);
  }
}
