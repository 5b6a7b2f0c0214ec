package dev.likeness.activities.cluster;

import dev.likeness.activities.runner.Sweepable;
import dev.likeness.k8s.JobCluster;
import java.util.List;

/** All Jobs of an installation, whichever worker made them. */
public final class JobSweep implements Sweepable {
  private final JobCluster cluster;

  public JobSweep(JobCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<Kept> kept() {
    return cluster.all().stream()
        .map(job -> new Kept(job.handle().name(), job.owner().workflow(), job.owner().firstRun()))
        .toList();
  }

  @Override
  public void abandon(Kept run) {
    cluster.abandon(run.name());
  }
}
