package dev.likeness.activities.store;

import java.net.URI;
import java.util.Optional;

/**
 * Where a store is and how one may enter; the secret never shows in {@link #toString}.
 *
 * @param authority a PEM file with the certificates to trust for {@code https}; else the Java's own
 */
public record StoreAddress(
    URI endpoint,
    String bucket,
    String region,
    String accessKey,
    String secretKey,
    Optional<String> authority) {
  public StoreAddress {
    String scheme = endpoint.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "Store endpoint \"" + endpoint + "\" is not http(s)://host:port.");
    }
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("The store at " + endpoint + " needs a bucket's name.");
    }
  }

  public StoreAddress(
      URI endpoint, String bucket, String region, String accessKey, String secretKey) {
    this(endpoint, bucket, region, accessKey, secretKey, Optional.empty());
  }

  @Override
  public String toString() {
    return endpoint + "/" + bucket + " as " + accessKey + " (secret ***)";
  }
}
