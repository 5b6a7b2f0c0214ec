package dev.likeness.activities.store;

/** A blob as a manifest names it: its SHA-256 and its size in bytes. */
public record BlobRef(Digest digest, long size) {
  public BlobRef {
    if (size < 0) {
      throw new IllegalArgumentException("A blob of " + size + " bytes is not one.");
    }
  }
}
