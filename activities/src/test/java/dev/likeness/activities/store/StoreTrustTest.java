package dev.likeness.activities.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.activities.embedded.EmbeddedStore;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.faults.TestCertificates;
import dev.likeness.activities.faults.TlsProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that speaks TLS under an authority of its own. */
final class StoreTrustTest {
  @TempDir Path folder;

  private TestCertificates certificates;
  private EmbeddedStore behind;
  private TlsProxy proxy;

  @BeforeEach
  void putAStoreBehindTls() throws IOException {
    certificates = TestCertificates.make(folder);
    Home home = new Home(folder.resolve("home"));
    home.prepare();
    behind = EmbeddedStore.start(home);
    URI plain = behind.address().endpoint();
    proxy =
        TlsProxy.before(
            new InetSocketAddress(plain.getHost(), plain.getPort()),
            certificates,
            false,
            "http/1.1");
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    behind.close();
  }

  private StoreAddress address(Optional<String> authority) {
    StoreAddress plain = behind.address();
    return new StoreAddress(
        URI.create("https://127.0.0.1:" + proxy.port()),
        plain.bucket(),
        plain.region(),
        plain.accessKey(),
        plain.secretKey(),
        authority);
  }

  @Test
  void aStoreIsBelievedThatItsAuthoritySpeaksFor() throws IOException {
    byte[] content = {1, 2, 3};
    try (ArtifactStore store =
        ArtifactStore.prepare(address(Optional.of(certificates.authority().toString())))) {
      BlobRef blob = store.put(Files.write(folder.resolve("blob"), content));
      Path back = folder.resolve("back");
      store.fetch(blob.digest(), back);
      assertArrayEquals(content, Files.readAllBytes(back));
    }
  }

  @Test
  void aStrangerIsNotBelieved() {
    StoreAddress unknown = address(Optional.empty());
    try (Bucket bucket =
        new MinioBucket(
            unknown,
            Retries.COURTESY,
            StoreHttp.Timeouts.COURTESY,
            MinioBucket.PART_BYTES,
            StoreObserver.NONE)) {
      assertThrows(StoreException.class, () -> bucket.list(""));
    }
    assertTrue(proxy.refused() > 0, "the handshake failed");
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.crt"), "nothing");
    String said =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ArtifactStore.at(address(Optional.of(empty.toString()))))
                .getMessage());
    assertTrue(said.contains("empty.crt"), said);
  }
}
