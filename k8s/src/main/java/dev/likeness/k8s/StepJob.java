package dev.likeness.k8s;

import java.util.List;
import java.util.Map;

/**
 * One run of steps that shall become a Job.
 *
 * @param name of the Job, the same whenever the same run is asked for: at most 63 characters
 * @param specification digest of all that was asked for: another one under the same name is a
 *     defect
 * @param owner of the run; survives in the Job, so that a sweeper can ask for it
 * @param labels for people who look at pods, such as the project
 * @param command of the container
 * @param environment further variables, in their order
 */
public record StepJob(
    String name,
    String specification,
    JobOwner owner,
    Map<String, String> labels,
    List<String> command,
    Map<String, String> environment) {
  /** The longest name of a Job whose name also is a label of its pods. */
  private static final int LONGEST_NAME = 63;

  public StepJob {
    labels = Map.copyOf(labels);
    command = List.copyOf(command);
    environment = Ordered.copy(environment);
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is longer than the " + LONGEST_NAME + " characters of a Job's name.");
    }
  }
}
