package dev.likeness.activities.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a command does not do what was asked: sentences for the person and the code to leave with.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exit;

  Refusal(ExitCode exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  /** What to say: one sentence, or one a line. */
  String sentence() {
    return String.valueOf(getMessage());
  }

  ExitCode exit() {
    return exit;
  }

  /** One thing that is wrong. */
  record Complaint(ExitCode exit, String sentence) {}

  /**
   * Everything that is wrong, one sentence a line, in the order of the exit codes: settings first,
   * then inputs, then places. The first decides the code.
   */
  static Refusal of(List<Complaint> complaints) {
    List<Complaint> ordered =
        complaints.stream().sorted(Comparator.comparing(Complaint::exit)).distinct().toList();
    return new Refusal(
        ordered.getFirst().exit(),
        ordered.stream().map(Complaint::sentence).collect(Collectors.joining("\n")));
  }

  /** Fails with everything that is wrong, if anything is. */
  static void ifAny(List<Complaint> complaints) {
    if (!complaints.isEmpty()) {
      throw of(complaints);
    }
  }
}
