package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import io.minio.messages.ErrorResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

final class StoreFailuresTest {
  private record Row(Exception failure, boolean again, Class<? extends StoreException> meaning) {}

  private static ErrorResponseException answer(int status, String code) {
    Response response =
        new Response.Builder()
            .request(new Request.Builder().url("http://store/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message(code)
            .build();
    return new ErrorResponseException(
        new ErrorResponse(code, code, "b", "o", "r", "q", "h"), response, "");
  }

  @Test
  void everyFailureHasAMeaning() {
    List<Row> table =
        List.of(
            new Row(answer(404, "NoSuchKey"), false, StoreException.Missing.class),
            new Row(answer(404, "NoSuchBucket"), false, StoreException.Missing.class),
            new Row(answer(403, "AccessDenied"), false, StoreException.Denied.class),
            new Row(answer(403, "SignatureDoesNotMatch"), false, StoreException.Denied.class),
            new Row(answer(403, "RequestTimeTooSkewed"), false, StoreException.Denied.class),
            new Row(answer(507, "XMinioStorageFull"), false, StoreException.Full.class),
            new Row(new ServerException("", 507, ""), false, StoreException.Full.class),
            new Row(answer(503, "SlowDown"), false, StoreException.Unreachable.class),
            new Row(
                answer(409, "ConditionalRequestConflict"), false, StoreException.Unreachable.class),
            new Row(new ServerException("", 500, ""), false, StoreException.Unreachable.class),
            new Row(
                new StoreHttp.GivenUp(new ConnectException("refused")),
                false,
                StoreException.Unreachable.class),
            new Row(answer(404, "NoSuchUpload"), true, StoreException.Unreachable.class),
            new Row(answer(200, "InternalError"), true, StoreException.Unreachable.class),
            new Row(answer(200, "XMinioStorageFull"), false, StoreException.Full.class),
            new Row(new IOException("reset"), true, StoreException.Unreachable.class),
            new Row(answer(400, "InvalidRequest"), false, StoreException.Unreachable.class));
    for (Row row : table) {
      assertEquals(row.again(), StoreFailures.isBrokenAnswer(row.failure()), row.toString());
      StoreException explained =
          StoreFailures.explain("Writing x", "http://store/b", row.failure());
      assertEquals(row.meaning(), explained.getClass(), row.toString());
      assertTrue(String.valueOf(explained.getMessage()).startsWith("Writing x in the store"));
    }
  }

  @Test
  void requestsAreSentAgainForWhatMayPassAndNothingElse() {
    for (int status : List.of(500, 502, 503, 504, 408, 409, 429)) {
      assertTrue(StoreFailures.mayPass(status), "" + status);
    }
    for (int status : List.of(200, 400, 403, 404, 412, 416, 501, 507)) {
      assertFalse(StoreFailures.mayPass(status), "" + status);
    }
  }
}
