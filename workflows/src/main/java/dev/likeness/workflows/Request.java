package dev.likeness.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a person wrote it: any JSON at all. Decoding never fails, because a failure there
 * would retry the workflow task for ever; the {@code Plan} activity binds it and returns every
 * error at once.
 */
public record Request(@JsonValue @Nullable Object written) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Request {}

  public static Request of(Map<String, Object> fields) {
    return new Request(fields);
  }
}
