package dev.likeness.activities.cli;

import dev.likeness.activities.embedded.HomeException;
import dev.likeness.activities.store.StoreException;
import dev.likeness.model.faces.BrokenFaceset;
import dev.likeness.model.video.MediaRefusedException;
import dev.likeness.workflows.FailureReason;
import io.grpc.StatusRuntimeException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into sentences and an exit code; nobody else prints a failure. */
final class Failures {
  private Failures() {}

  /** What to say and how to leave. The first exception of the chain that is understood decides. */
  static Refusal of(Throwable failure) {
    return chain(failure)
        .map(Failures::understood)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> internal(failure));
  }

  private static Stream<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = failure; each != null && chain.size() < 32; each = each.getCause()) {
      chain.add(each);
    }
    return chain.stream();
  }

  private static Optional<Refusal> understood(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> Optional.of(refusal);
      case HomeException home -> Optional.of(new Refusal(exit(home), sentence(home)));
      case StoreException store -> Optional.of(new Refusal(exit(store), sentence(store)));
      case MediaRefusedException media -> bad(media);
      case BrokenFaceset faceset -> bad(faceset);
      case ApplicationFailure step -> reason(step.getType()).map(reason -> refusal(reason, step));
      case CanceledFailure cancelled ->
          Optional.of(
              new Refusal(
                  ExitCode.INTERRUPTED,
                  "The job was cancelled; the same command goes on from there."));
      case TerminatedFailure terminated ->
          Optional.of(
              new Refusal(
                  ExitCode.INTERRUPTED,
                  "The job was terminated in Temporal; the same command goes on from there."));
      case StatusRuntimeException temporal -> Optional.of(temporal(temporal));
      case UncheckedIOException wrapper -> Optional.empty();
      case IOException disk -> Optional.of(disk(disk));
      default -> Optional.empty();
    };
  }

  private static Optional<Refusal> bad(RuntimeException input) {
    return Optional.of(new Refusal(ExitCode.BAD_INPUT, sentence(input)));
  }

  private static ExitCode exit(HomeException home) {
    return switch (home) {
      case HomeException.Busy busy -> ExitCode.BUSY;
      case HomeException.Unusable unusable -> ExitCode.CANNOT_WRITE;
      case HomeException.PortInUse port -> ExitCode.UNAVAILABLE;
    };
  }

  private static ExitCode exit(StoreException store) {
    return switch (store) {
      case StoreException.Unreachable unreachable -> ExitCode.UNAVAILABLE;
      case StoreException.Denied denied -> ExitCode.UNAVAILABLE;
      case StoreException.Unsuitable unsuitable -> ExitCode.UNAVAILABLE;
      case StoreException.Lost lost -> ExitCode.UNAVAILABLE;
      case StoreException.Full full -> ExitCode.DISK;
      case StoreException.Corrupt corrupt -> ExitCode.DISK;
      case StoreException.LocalFile local -> ExitCode.DISK;
      case StoreException.Missing missing -> ExitCode.NO_INPUT;
    };
  }

  /** The reason that travelled as an application failure's type. */
  static Optional<FailureReason> reason(String type) {
    return Arrays.stream(FailureReason.values())
        .filter(reason -> reason.name().equals(type))
        .findFirst();
  }

  private static Refusal refusal(FailureReason reason, ApplicationFailure step) {
    String sentence = Optional.ofNullable(step.getOriginalMessage()).orElse(reason.name());
    ExitCode exit = ExitCode.of(reason);
    return new Refusal(exit, exit == ExitCode.INTERNAL ? sentence + " " + Logs.where() : sentence);
  }

  private static Refusal temporal(StatusRuntimeException failure) {
    return new Refusal(
        ExitCode.UNAVAILABLE,
        "Temporal does not answer as it should ("
            + failure.getStatus().getCode().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + "): check its address (--temporal) and that it runs.");
  }

  private static Refusal disk(IOException failure) {
    String where =
        failure instanceof FileSystemException file && file.getFile() != null
            ? file.getFile()
            : "a file";
    return new Refusal(
        ExitCode.DISK,
        "Cannot read or write "
            + where
            + " ("
            + failure.getMessage()
            + "): free space or check the disk.");
  }

  private static Refusal internal(Throwable failure) {
    LoggerFactory.getLogger("dev.likeness").error("A command failed", failure);
    return new Refusal(
        ExitCode.INTERNAL,
        "Likeness failed where it should not have (" + failure + "). " + Logs.where());
  }

  private static String sentence(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
  }
}
