package dev.likeness.activities.steps;

import dev.likeness.activities.runner.Termination;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.faces.BrokenFaceset;
import dev.likeness.model.network.DeviceException;
import dev.likeness.model.training.BrokenCheckpointException;
import dev.likeness.model.training.DivergedException;
import dev.likeness.model.training.NonFiniteLossException;
import dev.likeness.model.training.TooFewFacesException;
import dev.likeness.model.video.MediaRefusedException;
import dev.likeness.workflows.Failure;
import dev.likeness.workflows.FailureReason;
import java.nio.file.FileSystemException;

/** Turns what {@code model} and the store throw into the closed set of reasons. */
public final class StepFailures {
  private StepFailures() {}

  public static Failure of(Throwable e) {
    return switch (e) {
      case MediaRefusedException refused ->
          failure(FailureReason.MEDIA_REFUSED, e, refused.reason().name());
      case TooFewFacesException few -> failure(FailureReason.TOO_FEW_FACES, few, "training");
      case NonFiniteLossException loss -> failure(FailureReason.NON_FINITE_LOSS, loss, "training");
      case DivergedException diverged -> failure(FailureReason.DIVERGED, diverged, "training");
      case DeviceException.Absent absent -> failure(FailureReason.BAD_REQUEST, absent, "device");
      case DeviceException.Faulty faulty -> failure(FailureReason.NODE_REJECTED, faulty, "device");
      case DeviceException.OutOfMemory full ->
          failure(FailureReason.OUT_OF_DEVICE_MEMORY, full, "device");
      case BrokenCheckpointException broken ->
          failure(FailureReason.STORE_CORRUPT, broken, "checkpoint");
      case BrokenFaceset broken -> failure(FailureReason.BAD_REQUEST, broken, "faceset");
      case ChoiceException choice -> failure(choice.reason(), choice, "align");
      case OvertakenException overtaken ->
          failure(
              overtaken.byItsOwnJob() ? FailureReason.LOST : FailureReason.MODEL_BUSY,
              overtaken,
              "train");
      case OtherVersionException other -> failure(FailureReason.BAD_SPEC, other, "image");
      case StoreException.Unreachable unreachable ->
          failure(FailureReason.STORE_UNREACHABLE, unreachable, "store");
      case StoreException.Denied denied ->
          failure(FailureReason.STORE_UNREACHABLE, denied, "store");
      case StoreException.Full full -> failure(FailureReason.STORE_FULL, full, "store");
      case StoreException.Corrupt corrupt -> failure(FailureReason.STORE_CORRUPT, corrupt, "store");
      case StoreException.Missing missing -> failure(FailureReason.STORE_CORRUPT, missing, "store");
      case StoreException.Lost lost -> failure(FailureReason.LOST, lost, "store");
      case StoreException.Unsuitable unsuitable ->
          failure(FailureReason.STORE_CORRUPT, unsuitable, "store");
      case StoreException.LocalFile file -> failure(FailureReason.STORE_FULL, file, "scratch");
      case FileSystemException disk ->
          new Failure(
              FailureReason.STORE_FULL,
              "Writing " + disk.getFile() + " failed: " + disk.getReason() + ". Is the disk full?",
              "scratch");
      case Throwable full when isFull(full) ->
          new Failure(
              FailureReason.STORE_FULL,
              "The disk is full: free some space and start again; nothing finished is lost.",
              "scratch");
      default ->
          new Failure(
              FailureReason.INTERNAL,
              "Likeness has a defect: " + e + ". The step's log has the details.",
              where(e));
    };
  }

  /** What the step's process leaves behind. */
  static Termination termination(Throwable e) {
    Failure failure = of(e);
    String reason =
        failure.reason() == FailureReason.OUT_OF_DEVICE_MEMORY
            ? Termination.OUT_OF_DEVICE_MEMORY
            : failure.reason().name();
    return new Termination(reason, failure.sentence(), failure.where());
  }

  /** FFmpeg, wrappers and the JDK all pass the system's own words on. */
  private static boolean isFull(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("No space left")) {
        return true;
      }
    }
    return false;
  }

  private static Failure failure(FailureReason reason, Throwable e, String where) {
    return new Failure(reason, String.valueOf(e.getMessage()), where);
  }

  private static String where(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : trace[0].toString();
  }
}
