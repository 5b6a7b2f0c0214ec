package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.Amount;
import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.runner.MoreMemory;
import dev.likeness.activities.runner.ProfileBounds;
import dev.likeness.activities.runner.Wish;
import dev.likeness.k8s.PodProfile;
import java.util.Optional;

/**
 * What the pods of a profile have, with which flags their Java runs, and the most that requests may
 * ask for.
 */
public record ClusterProfile(PodProfile pod, JvmProfile jvm, ProfileBounds bounds) {
  /** The profile with what a run shall have instead; Java's shares follow the pod's memory. */
  ClusterProfile with(Wish wish) {
    PodProfile sized =
        pod.with(
            wish.cpu().orElse(pod.cpu()),
            wish.memory().orElse(pod.memory()),
            wish.scratch().orElse(pod.scratch()),
            wish.gpus().orElse(pod.gpus()));
    Optional<Double> own = Amount.of(pod.memory()).map(Amount::value);
    Optional<Double> factor =
        wish.memory().flatMap(Amount::of).flatMap(asked -> own.map(has -> asked.value() / has));
    return new ClusterProfile(sized, factor.map(jvm::times).orElse(jvm), bounds);
  }

  /** What follows on pods that had too little. */
  Optional<String> moreMemory() {
    return Amount.of(pod.memory())
        .flatMap(
            had ->
                bounds.memory().flatMap(Amount::of).flatMap(most -> MoreMemory.after(had, most)));
  }
}
