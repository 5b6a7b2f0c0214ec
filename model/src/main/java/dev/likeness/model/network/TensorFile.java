package dev.likeness.model.network;

import java.io.InputStream;

/**
 * A safetensors file that is read straight from memory, as often as wanted, while the tensors it
 * was made of stay open and unchanged.
 */
public interface TensorFile {
  /** Length of the whole file. */
  long bytes();

  /** The file from its start. */
  InputStream open();
}
