package dev.likeness.activities.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a few megabytes in memory, which fills up as disks do. */
public final class SmallDisk implements AutoCloseable {
  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  /** Mounts one; who may not mount skips the test. */
  public static SmallDisk at(Path root, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(root);
    int code = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", root);
    Assumptions.assumeTrue(code == 0, "a small disk can only be mounted by root");
    return new SmallDisk(root);
  }

  private static int run(Object... line) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Object word : line) {
      words.add(word.toString());
    }
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      System.err.println(String.join(" ", words) + ": " + said.strip());
    }
    return code;
  }

  Path root() {
    return root;
  }

  /** Takes all room that is left. */
  public void fill() throws IOException {
    byte[] block = new byte[1 << 12];
    try (var out = Files.newOutputStream(filler())) {
      while (Files.getFileStore(root).getUsableSpace() > 0) {
        out.write(block);
      }
    }
  }

  /** Gives that room back. */
  public void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return root.resolve("filler");
  }

  void readOnly(boolean only) throws IOException, InterruptedException {
    if (run("mount", "-o", "remount," + (only ? "ro" : "rw"), root) != 0) {
      throw new IOException("The small disk did not become " + (only ? "ro" : "rw") + ".");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazily: a server may still hold a file for a moment.
      run("umount", "-l", root);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
