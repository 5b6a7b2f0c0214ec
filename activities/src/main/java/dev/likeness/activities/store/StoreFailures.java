package dev.likeness.activities.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InsufficientDataException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.minio.errors.XmlParserException;
import java.io.IOException;
import java.util.Set;

/** What a failure of the MinIO client means: to be tried again, or a sentence for the caller. */
final class StoreFailures {
  private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchObject", "NoSuchBucket");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "AccountProblem",
          "AllAccessDisabled",
          "RequestTimeTooSkewed");
  private static final Set<String> FULL =
      Set.of("XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded");

  private static final String NO_UPLOAD = "NoSuchUpload";

  private StoreFailures() {}

  /** Whether the same request may be answered otherwise a moment later. */
  static boolean mayPass(int status) {
    // 409 is AWS's answer to a conditional PUT that met another in flight.
    return (status >= 500 && status != 507 && status != 501)
        || status == 408
        || status == 409
        || status == 429;
  }

  /**
   * Whether all is worth doing again although each request was sent often enough: the answer broke
   * off, or what was asked for is half done.
   */
  static boolean isBrokenAnswer(Exception failure) {
    return switch (failure) {
      case StoreHttp.GivenUp often -> false;
      case StoreHttp.NoRoom full -> false;
      case ErrorResponseException answer ->
          // An assembly that was already done when its answer was lost, or a failed one: S3 has
          // begun that answer with 200 long before.
          NO_UPLOAD.equals(answer.errorResponse().code())
              || (answer.response().code() == 200 && !isFull(answer));
      case InvalidResponseException answer -> true;
      case InsufficientDataException cut -> true;
      case XmlParserException cut -> true;
      case IOException connection -> true;
      default -> false;
    };
  }

  static boolean isPreconditionFailed(Exception failure) {
    return failure instanceof ErrorResponseException answer && answer.response().code() == 412;
  }

  static boolean isMissing(Exception failure) {
    return failure instanceof ErrorResponseException answer
        && !NO_UPLOAD.equals(answer.errorResponse().code())
        && (MISSING.contains(answer.errorResponse().code()) || answer.response().code() == 404);
  }

  /** The sentence for a request that will not be tried again. */
  static StoreException explain(String doing, String where, Exception failure) {
    String said = doing + " in the store " + where + " failed: ";
    if (failure instanceof ErrorResponseException answer) {
      String code = answer.errorResponse().code();
      if ("NoSuchBucket".equals(code)) {
        return new StoreException.Missing(
            said + "the bucket does not exist; create it or name another.", failure);
      }
      if (isMissing(failure)) {
        return new StoreException.Missing(said + "there is no such object.", failure);
      }
      if ("RequestTimeTooSkewed".equals(code)) {
        return new StoreException.Denied(
            said + "the clocks of this machine and the store differ too much.", failure);
      }
      if (DENIED.contains(code) || answer.response().code() == 403) {
        return new StoreException.Denied(
            said
                + "the store refuses these credentials ("
                + code
                + "); check keys and policy, and whether its disk is read-only.",
            failure);
      }
    }
    if (isFull(failure)) {
      return new StoreException.Full(
          said + "no space is left; free some (likeness gc shows what can go).", failure);
    }
    return new StoreException.Unreachable(said + reason(failure), failure);
  }

  private static boolean isFull(Exception failure) {
    return switch (failure) {
      case ErrorResponseException answer ->
          FULL.contains(answer.errorResponse().code()) || answer.response().code() == 507;
      case ServerException answer -> answer.statusCode() == 507;
      case StoreHttp.NoRoom full -> true;
      default -> false;
    };
  }

  private static String reason(Exception failure) {
    return switch (failure) {
      case ErrorResponseException answer ->
          "it answered "
              + answer.response().code()
              + " ("
              + answer.errorResponse().code()
              + ") again and again.";
      case ServerException answer ->
          "it answered " + answer.statusCode() + " again and again; see the store's own log.";
      default -> "no answer (" + failure.getMessage() + "); is it running at that address?";
    };
  }
}
