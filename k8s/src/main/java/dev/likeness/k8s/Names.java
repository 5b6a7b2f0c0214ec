package dev.likeness.k8s;

/** Labels and annotations by which Jobs and pods are recognised. */
final class Names {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String LIKENESS = "likeness";
  static final String INSTALLATION = "app.kubernetes.io/instance";

  /** On pods, by the Job controller. */
  static final String JOB_NAME = "batch.kubernetes.io/job-name";

  static final String QUEUE = "kueue.x-k8s.io/queue-name";

  static final String SPECIFICATION = "likeness.dev/specification";
  static final String WORKFLOW = "likeness.dev/workflow";
  static final String FIRST_RUN = "likeness.dev/first-run";

  /** There once somebody has asked the run to leave. */
  static final String STOP = "likeness.dev/stop";

  static final String CONTAINER = "step";
  static final String SCRATCH = "/scratch";

  private Names() {}
}
