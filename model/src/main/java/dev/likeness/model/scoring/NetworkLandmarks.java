package dev.likeness.model.scoring;

import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FaceRecord;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.faces.Landmarks;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Landmarks as the detector and the mesh network see them. */
public final class NetworkLandmarks implements LandmarkReader {
  private final FaceFinder finder = FaceFinder.open(FindOptions.DEFAULT);

  @Override
  public Optional<List<Point>> read(Picture picture, Area area) {
    var centre = new Point(area.x() + area.width() / 2.0, area.y() + area.height() / 2.0);
    return finder.find("", 0, picture).records().faces().stream()
        .filter(
            face -> face.box().center().distance(centre) < Math.max(area.width(), area.height()))
        .min(Comparator.comparingDouble(face -> face.box().center().distance(centre)))
        .map(FaceRecord::mesh)
        .map(Landmarks::of);
  }

  @Override
  public void close() {
    finder.close();
  }
}
