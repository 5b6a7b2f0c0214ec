package dev.likeness.model.faces;

import dev.likeness.model.image.Picture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chips of a medium, from the zips its chunks left. Safe for any number of threads until it is
 * closed.
 */
public final class Chips implements AutoCloseable {
  private final Map<String, StoredPictures> byName = new HashMap<>();
  private final List<StoredPictures> open = new ArrayList<>();

  private Chips() {}

  /** Writes chips as a zip that depends on them only, not on their order; closes the stream. */
  public static void write(List<Chip> chips, OutputStream out) throws IOException {
    try (var zip = new StoredZip(out)) {
      for (Chip chip : chips.stream().sorted(Comparator.comparing(Chip::key)).toList()) {
        zip.add(name(chip.key()), chip.jpeg());
      }
    }
  }

  /** Opens the zips of all chunks of a medium. */
  public static Chips open(List<Path> zips) {
    var chips = new Chips();
    for (Path path : zips) {
      var zip = StoredPictures.open(path);
      chips.open.add(zip);
      zip.names(name -> chips.byName.put(name, zip));
    }
    return chips;
  }

  /** The chip of a face, 150 x 150 pixels, if one was kept. */
  public Optional<Picture> of(FaceKey key) {
    String name = name(key);
    return Optional.ofNullable(byName.get(name))
        .flatMap(zip -> zip.read(name))
        .map(jpeg -> new Chip(key, jpeg).picture());
  }

  private static String name(FaceKey key) {
    return "%s/%06d_%d.jpg".formatted(key.medium(), key.frame(), key.number());
  }

  @Override
  public void close() {
    open.forEach(StoredPictures::close);
  }
}
