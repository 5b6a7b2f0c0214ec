package dev.likeness.activities.chaos;

import dev.likeness.activities.faults.Fault;
import java.util.List;

/**
 * One blow.
 *
 * @param ordinal which moment of its kind, from 0
 * @param request what becomes of the request that told the moment, once the blow has fallen
 */
record Strike(Moment moment, int ordinal, List<Target> targets, Blow blow, Fault request) {
  Strike {
    targets = List.copyOf(targets);
  }

  @Override
  public String toString() {
    return "%s %d: %s %s, request %s"
        .formatted(moment, ordinal, blow, targets, request.getClass().getSimpleName());
  }
}
