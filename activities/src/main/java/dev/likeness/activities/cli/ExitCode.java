package dev.likeness.activities.cli;

import dev.likeness.workflows.FailureReason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every code with which {@code likeness} leaves; the help of each command lists them. */
public enum ExitCode {
  OK(0, "done"),
  USAGE(2, "the command line or the job's settings are wrong"),
  BAD_INPUT(65, "footage refused, no or too few faces, or unclear who is meant"),
  NO_INPUT(66, "an input file, a project or a running job is not there"),
  UNAVAILABLE(69, "the store, Temporal, a port or enough memory is not to be had"),
  INTERNAL(70, "a defect of Likeness; the log says more"),
  CANNOT_WRITE(73, "the output cannot be written"),
  DISK(74, "the disk is full or fails"),
  INTERRUPTED(75, "interrupted; the same command goes on from there"),
  BUSY(76, "the home, the project or the model is in use"),
  SCORE_MISSED(77, "the demo's score was missed");

  private final int code;
  private final String sentence;

  ExitCode(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  public int code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }

  /** The one place that says how a failure of a step or workflow ends a command. */
  public static ExitCode of(FailureReason reason) {
    return switch (reason) {
      case BAD_REQUEST, BAD_SPEC -> USAGE;
      case MEDIA_REFUSED,
          NO_FACE,
          TOO_FEW_FACES,
          PERSON_CONTESTED,
          PERSON_NOT_FOUND,
          SAME_PERSON,
          NON_FINITE_LOSS,
          DIVERGED ->
          BAD_INPUT;
      case MODEL_BUSY -> BUSY;
      case STOPPED -> INTERRUPTED;
      case STORE_FULL, STORE_CORRUPT -> DISK;
      case STORE_UNREACHABLE,
          LOST,
          PREEMPTED,
          EVICTED,
          OUT_OF_HOST_MEMORY,
          OUT_OF_DEVICE_MEMORY,
          NODE_REJECTED,
          CANNOT_START,
          TIMED_OUT ->
          UNAVAILABLE;
      case INTERNAL, UNKNOWN -> INTERNAL;
    };
  }

  /** For the help: code to sentence, in order. */
  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(exit -> table.put(String.valueOf(exit.code), exit.sentence));
    return table;
  }
}
