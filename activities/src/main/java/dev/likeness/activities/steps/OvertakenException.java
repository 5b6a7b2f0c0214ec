package dev.likeness.activities.steps;

import dev.likeness.activities.models.ModelOwner;
import java.util.Optional;

/** Another trainer has claimed the model since: this one stops and writes nothing more. */
final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean byItsOwnJob;

  /**
   * @param owner who claimed it before, as the log says
   * @param by who claimed it since
   */
  OvertakenException(String model, String owner, String by) {
    super(
        "Model "
            + model
            + " was taken over by "
            + by
            + ": this training stops, and that one goes on.");
    Optional<ModelOwner> claimed = ModelOwner.of(owner);
    byItsOwnJob =
        ModelOwner.of(by)
            .filter(
                newer ->
                    claimed.stream().anyMatch(old -> old.isOf(newer.workflow(), newer.firstRun())))
            .isPresent();
  }

  /**
   * Whether a copy of the same job's run took over, one that slept before it had claimed, say.
   * Which of the two is watched is not known here; the job asks for another, which claims anew.
   */
  boolean byItsOwnJob() {
    return byItsOwnJob;
  }
}
