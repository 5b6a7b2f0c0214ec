package dev.likeness.workflows;

import java.util.Optional;

/** Where training shall end: at an iteration, or after minutes of training in all. */
record Goal(Optional<Long> iterations, Optional<Double> minutes) {
  static final Goal UNKNOWN = new Goal(Optional.empty(), Optional.empty());

  static Goal of(Extension extension) {
    return new Goal(extension.iterations(), extension.minutes());
  }

  /** Why an extension makes no sense, if it does not. */
  Optional<String> refusal(Extension extension) {
    if (extension.iterations().isPresent() == extension.minutes().isPresent()) {
      return Optional.of("Say either iterations or minutes.");
    }
    boolean more =
        extension.iterations().map(wanted -> wanted > iterations.orElse(0L)).orElse(false)
            || extension.minutes().map(wanted -> wanted > minutes.orElse(0.0)).orElse(false);
    return more ? Optional.empty() : Optional.of("Say more than now: training ends " + end() + ".");
  }

  /** The end in words, such as {@code at iteration 500}. */
  String end() {
    return iterations
        .map(iteration -> "at iteration " + iteration)
        .or(() -> minutes.map(spent -> "after " + spent + " minutes in all"))
        .orElse("at iteration 0");
  }
}
