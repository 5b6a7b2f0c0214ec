package dev.likeness.activities.worker;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;

/**
 * A worker's version among those of a deployment, for Temporal's worker versioning.
 *
 * @param name of the deployment, the same for all its versions
 * @param buildId of this version
 * @param pinned whether jobs stay with the version they began under; otherwise they move to the
 *     current one, which replays what they did
 */
public record Deployment(String name, String buildId, boolean pinned) {
  public Deployment {
    if (name.isBlank() || buildId.isBlank()) {
      throw new IllegalArgumentException("A deployment has a name, and a version a build id.");
    }
  }

  WorkerDeploymentOptions options() {
    return WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(new WorkerDeploymentVersion(name, buildId))
        .setDefaultVersioningBehavior(
            pinned ? VersioningBehavior.PINNED : VersioningBehavior.AUTO_UPGRADE)
        .build();
  }
}
