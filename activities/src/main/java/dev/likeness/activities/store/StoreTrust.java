package dev.likeness.activities.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Whom a client believes that speaks TLS to a store with an authority of its own. */
final class StoreTrust {
  private StoreTrust() {}

  /**
   * Trusts the certificates of a PEM file, and no others.
   *
   * @throws IllegalArgumentException when the file holds none
   */
  static OkHttpClient.Builder apply(OkHttpClient.Builder client, Path pem) {
    try {
      X509TrustManager trusted = trusted(pem);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trusted}, null);
      return client.sslSocketFactory(context.getSocketFactory(), trusted);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IllegalArgumentException(
          "The store's certificates cannot be read from " + pem + ": PEM is expected.", unusable);
    }
  }

  private static X509TrustManager trusted(Path pem) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates(pem)) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("this Java trusts in no known way"));
  }

  private static Collection<? extends Certificate> certificates(Path pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new GeneralSecurityException("no certificate in it");
      }
      return certificates;
    }
  }
}
