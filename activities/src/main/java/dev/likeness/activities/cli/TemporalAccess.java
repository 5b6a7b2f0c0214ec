package dev.likeness.activities.cli;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How one may enter a Temporal server, from the variables that Temporal's own command line reads.
 *
 * @param namespace in it
 * @param tls whether to speak TLS
 * @param authority a PEM file with the certificates to trust; else the Java's own
 * @param certificate a PEM file with the client's certificate, for mutual TLS
 * @param key a PEM file with its PKCS#8 key
 * @param serverName the name to expect in the server's certificate, when it is not the address'
 * @param apiKey sent with every request
 */
record TemporalAccess(
    String namespace,
    boolean tls,
    Optional<String> authority,
    Optional<String> certificate,
    Optional<String> key,
    Optional<String> serverName,
    Optional<String> apiKey) {
  static final String NAMESPACE = "TEMPORAL_NAMESPACE";
  static final String TLS = "TEMPORAL_TLS";
  static final String AUTHORITY = "TEMPORAL_TLS_SERVER_CA_CERT_PATH";
  static final String CERTIFICATE = "TEMPORAL_TLS_CLIENT_CERT_PATH";
  static final String KEY = "TEMPORAL_TLS_CLIENT_KEY_PATH";
  static final String SERVER_NAME = "TEMPORAL_TLS_SERVER_NAME";
  static final String API_KEY = "TEMPORAL_API_KEY";

  private static final String DEFAULT_NAMESPACE = "default";

  /** The embedded server's: loopback only. */
  static final TemporalAccess PLAIN =
      new TemporalAccess(
          DEFAULT_NAMESPACE,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** As the environment says; naming a certificate or an API key asks for TLS, too. */
  static TemporalAccess of(Map<String, String> environment) {
    Optional<String> authority = value(AUTHORITY, environment);
    Optional<String> certificate = value(CERTIFICATE, environment);
    Optional<String> key = value(KEY, environment);
    Optional<String> apiKey = value(API_KEY, environment);
    boolean implied = authority.isPresent() || certificate.isPresent() || apiKey.isPresent();
    boolean tls = value(TLS, environment).map(Boolean::parseBoolean).orElse(implied);
    if (certificate.isPresent() != key.isPresent()) {
      throw new Refusal(
          ExitCode.USAGE,
          CERTIFICATE + " and " + KEY + " go together: mutual TLS needs both, TLS neither.");
    }
    return new TemporalAccess(
        value(NAMESPACE, environment).orElse(DEFAULT_NAMESPACE),
        tls,
        authority,
        certificate,
        key,
        value(SERVER_NAME, environment),
        apiKey);
  }

  private static Optional<String> value(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  WorkflowServiceStubsOptions.Builder apply(WorkflowServiceStubsOptions.Builder options) {
    if (tls) {
      options.setSslContext(context());
      serverName.ifPresent(
          name -> options.setChannelInitializer(channel -> channel.overrideAuthority(name)));
    }
    apiKey.ifPresent(secret -> options.addApiKey(() -> secret));
    return options;
  }

  private SslContext context() {
    try {
      SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forClient());
      authority.ifPresent(path -> builder.trustManager(file(AUTHORITY, path)));
      if (certificate.isPresent() && key.isPresent()) {
        builder.keyManager(file(CERTIFICATE, certificate.get()), file(KEY, key.get()));
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException unusable) {
      throw new Refusal(
          ExitCode.USAGE,
          "Temporal's certificates cannot be used ("
              + unusable.getMessage()
              + "): PEM files are expected, the key as PKCS#8.");
    }
  }

  private static File file(String variable, String path) {
    File file = new File(path);
    if (!file.canRead()) {
      throw new Refusal(ExitCode.USAGE, variable + ": there is no file to read at " + path + ".");
    }
    return file;
  }

  /** The key stays out. */
  @Override
  public String toString() {
    return "namespace " + namespace + (tls ? ", TLS" : "") + (key.isPresent() ? ", mutual" : "");
  }
}
