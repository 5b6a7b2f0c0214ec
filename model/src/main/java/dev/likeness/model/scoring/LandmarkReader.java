package dev.likeness.model.scoring;

import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.util.List;
import java.util.Optional;

/** Reads the 68 landmarks of the face in a region of a picture; used by one thread at a time. */
public interface LandmarkReader extends AutoCloseable {
  /** The landmarks of the face nearest to the area's centre; empty when none is found. */
  Optional<List<Point>> read(Picture picture, Area area);

  @Override
  void close();
}
