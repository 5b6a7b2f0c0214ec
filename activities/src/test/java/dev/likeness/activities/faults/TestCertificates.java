package dev.likeness.activities.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for the loopback, made by the JDK's keytool; it is its own authority,
 * for the server and for its clients.
 *
 * @param authority PEM, for whoever shall trust it
 * @param key PEM, PKCS#8, for a client of mutual TLS
 */
public record TestCertificates(KeyStore store, Path authority, Path key) {
  private static final char[] PASSWORD = "only-for-this-test".toCharArray();
  private static final String ALIAS = "one";

  public static TestCertificates make(Path folder) {
    try {
      Path file = folder.resolve("certificates.p12");
      keytool(
          "-genkeypair",
          "-alias",
          ALIAS,
          "-keyalg",
          "EC",
          "-dname",
          "CN=likeness-test",
          "-ext",
          "san=ip:127.0.0.1,dns:temporal.test",
          "-ext",
          "bc=ca:true",
          "-storetype",
          "PKCS12",
          "-keystore",
          file.toString(),
          "-storepass",
          new String(PASSWORD));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      byte[] certificate = store.getCertificate(ALIAS).getEncoded();
      byte[] key = store.getKey(ALIAS, PASSWORD).getEncoded();
      return new TestCertificates(
          store,
          pem(folder.resolve("ca.crt"), "CERTIFICATE", certificate),
          pem(folder.resolve("tls.key"), "PRIVATE KEY", key));
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (GeneralSecurityException refused) {
      throw new IllegalStateException(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    String home = Objects.requireNonNull(System.getProperty("java.home"));
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(Path.of(home, "bin", "keytool").toString()),
                        Arrays.stream(arguments))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), "keytool made no certificate");
  }

  private static Path pem(Path file, String what, byte[] content) throws IOException {
    String text =
        "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + what
            + "-----\n";
    return Files.writeString(file, text);
  }

  /** Shows the certificate, and trusts it. */
  SSLContext context() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
