package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedTemporal;
import dev.likeness.activities.faults.TestCertificates;
import dev.likeness.activities.faults.TlsProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal behind TLS and mutual TLS, as the environment of its own command line describes it. */
final class TemporalAccessTest {
  @TempDir Path folder;

  private static InetSocketAddress behind(EmbeddedTemporal temporal) {
    String address = temporal.address();
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(),
        Integer.parseInt(address.substring(address.indexOf(':') + 1)));
  }

  private static void connect(TlsProxy proxy, Map<String, String> environment) {
    try (Connection connection =
        Connection.to("127.0.0.1:" + proxy.port(), TemporalAccess.of(environment))) {
      assertEquals("default", connection.client().getOptions().getNamespace());
    }
  }

  @Test
  void aServerIsReachedOverTlsWhenItsAuthorityIsKnown() throws IOException {
    TestCertificates certificates = TestCertificates.make(folder);
    Map<String, String> trusting =
        Map.of(TemporalAccess.AUTHORITY, certificates.authority().toString());
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start();
        TlsProxy proxy = TlsProxy.before(behind(temporal), certificates, false, "h2")) {
      connect(proxy, trusting);
      Map<String, String> renamed = new TreeMap<>(trusting);
      renamed.put(TemporalAccess.SERVER_NAME, "temporal.test");
      connect(proxy, renamed);
      assertThrows(Refusal.class, () -> connect(proxy, Map.of(TemporalAccess.TLS, "true")));
    }
  }

  @Test
  void mutualTlsLetsInWhoShowsACertificate() throws IOException {
    TestCertificates certificates = TestCertificates.make(folder);
    Map<String, String> trusting =
        Map.of(TemporalAccess.AUTHORITY, certificates.authority().toString());
    Map<String, String> known = new TreeMap<>(trusting);
    known.put(TemporalAccess.CERTIFICATE, certificates.authority().toString());
    known.put(TemporalAccess.KEY, certificates.key().toString());
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start();
        TlsProxy proxy = TlsProxy.before(behind(temporal), certificates, true, "h2")) {
      connect(proxy, known);
      assertThrows(Refusal.class, () -> connect(proxy, trusting));
    }
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertThrows(
        Refusal.class, () -> TemporalAccess.of(Map.of(TemporalAccess.CERTIFICATE, "tls.crt")));
    TemporalAccess nowhere = TemporalAccess.of(Map.of(TemporalAccess.AUTHORITY, "/no/such.crt"));
    String said =
        String.valueOf(
            assertThrows(Refusal.class, () -> Connection.to("127.0.0.1:1", nowhere)).getMessage());
    assertTrue(said.contains(TemporalAccess.AUTHORITY), said);
  }

  @Test
  void withoutVariablesNothingIsEncryptedAndKeysStayOutOfText() {
    assertFalse(TemporalAccess.of(Map.of()).tls());
    TemporalAccess keyed = TemporalAccess.of(Map.of(TemporalAccess.API_KEY, "hush"));
    assertTrue(keyed.tls());
    assertFalse(keyed.toString().contains("hush"), keyed.toString());
  }
}
