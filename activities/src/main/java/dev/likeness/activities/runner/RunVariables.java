package dev.likeness.activities.runner;

import com.fasterxml.jackson.core.JacksonException;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How a pod is told its work and its store: in the environment, because it reaches neither a worker
 * nor the API server. The run is gzipped JSON in Base64, in parts that each stay below the 128 KiB
 * that Linux allows a variable; the store's credentials come from a secret.
 */
public final class RunVariables {
  /** The folder in which a pod may write. */
  public static final Path SCRATCH = Path.of("/scratch");

  public static final String ENDPOINT = "LIKENESS_S3_ENDPOINT";
  public static final String BUCKET = "LIKENESS_S3_BUCKET";
  public static final String REGION = "LIKENESS_S3_REGION";
  public static final String ACCESS_KEY = "LIKENESS_S3_ACCESS_KEY";
  public static final String SECRET_KEY = "LIKENESS_S3_SECRET_KEY";

  /** A PEM file with the certificates to trust for the store. */
  public static final String AUTHORITY = "LIKENESS_S3_CA_PATH";

  private static final String RUN = "LIKENESS_RUN_";
  private static final int LONGEST = 100_000;

  /** Of all variables together: etcd keeps no object above 1.5 MiB. */
  private static final int LONGEST_OF_ALL = 1_000_000;

  private RunVariables() {}

  /** Whether this process was started as the step of a pod. */
  public static boolean isThere(Map<String, String> environment) {
    return environment.containsKey(RUN + 0);
  }

  /** The variables of a run, without the credentials. */
  public static Map<String, String> of(StepRun run, URI endpoint, String bucket, String region) {
    String text = Base64.getEncoder().encodeToString(gzip(run));
    if (text.length() > LONGEST_OF_ALL) {
      throw new IllegalArgumentException(
          "A run of "
              + run.steps().size()
              + " steps does not fit into a pod's environment: use larger chunks.");
    }
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(ENDPOINT, endpoint.toString());
    variables.put(BUCKET, bucket);
    variables.put(REGION, region);
    for (int from = 0, part = 0; from < text.length(); from += LONGEST, part++) {
      variables.put(RUN + part, text.substring(from, Math.min(text.length(), from + LONGEST)));
    }
    return variables;
  }

  private static byte[] gzip(StepRun run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(Json.MAPPER.writeValueAsBytes(run));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The run that {@link #of} wrote. */
  public static StepRun run(Map<String, String> environment) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part = environment.get(RUN + 0);
        part != null;
        part = environment.get(RUN + parts.size())) {
      parts.add(part);
    }
    try (GZIPInputStream packed =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getDecoder().decode(String.join("", parts))))) {
      return Json.MAPPER.readValue(packed.readAllBytes(), StepRun.class);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      throw new IOException("The run in the environment cannot be read.", unreadable);
    }
  }

  /** The store of a pod, with the credentials of its secret. */
  public static StoreAddress store(Map<String, String> environment) throws IOException {
    return new StoreAddress(
        URI.create(required(ENDPOINT, environment)),
        required(BUCKET, environment),
        required(REGION, environment),
        required(ACCESS_KEY, environment),
        required(SECRET_KEY, environment),
        Optional.ofNullable(environment.get(AUTHORITY)));
  }

  private static String required(String name, Map<String, String> environment) throws IOException {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IOException("The step's pod has no " + name + ": see the chart's store section.");
    }
    return value;
  }
}
