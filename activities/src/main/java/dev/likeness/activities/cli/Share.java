package dev.likeness.activities.cli;

import dev.likeness.activities.cli.Refusal.Complaint;
import java.util.List;
import java.util.Optional;

/** A share as people write it: 0.0625 or 1/16. */
final class Share {
  private Share() {}

  static Optional<Double> parse(String option, String written, List<Complaint> complaints) {
    try {
      String[] parts = written.split("/", 2);
      double value = Double.parseDouble(parts[0]);
      double share = parts.length == 2 ? value / Double.parseDouble(parts[1]) : value;
      if (share > 0 && share <= 1) {
        return Optional.of(share);
      }
    } catch (NumberFormatException notANumber) {
      // Complained of below, like a number outside of the range.
    }
    complaints.add(
        new Complaint(
            ExitCode.USAGE, option + ": \"" + written + "\" is no share: write 1/16 or 0.0625."));
    return Optional.empty();
  }
}
