package dev.likeness.model.training;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.network.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * The sheet that shows how far a model is: seven rows of two groups, each source, its
 * reconstruction, target, its reconstruction, swap. Always the same faces, evenly spread over the
 * packs.
 */
final class PreviewSheet {
  static final int FACES = 14;
  private static final int GROUPS = 2;

  private PreviewSheet() {}

  static Picture draw(Predictor predictor, Pack source, Pack target) {
    List<FloatPicture> sources = faces(source);
    List<FloatPicture> targets = faces(target);
    List<List<FloatPicture>> columns =
        List.of(
            sources,
            predictor.draw(Route.SOURCE, sources),
            targets,
            predictor.draw(Route.TARGET, targets),
            predictor.swap(targets));
    int rows = FACES / GROUPS;
    int size = source.shape().size();
    int drawn = columns.get(1).getFirst().width();
    int cell = Math.max(size, drawn);
    Picture sheet = Picture.blank(cell * GROUPS * columns.size(), cell * rows);
    for (int face = 0; face < FACES; face++) {
      for (int column = 0; column < columns.size(); column++) {
        int x = (face / rows * columns.size() + column) * cell;
        paste(columns.get(column).get(face), sheet, x, face % rows * cell);
      }
    }
    return sheet;
  }

  private static List<FloatPicture> faces(Pack pack) {
    int size = pack.shape().size();
    int area = size * size;
    float[] planes = new float[3 * area];
    var sampler = new FaceSampler(pack);
    List<FloatPicture> faces = new ArrayList<>();
    for (int i = 0; i < FACES; i++) {
      int face = (int) ((2L * i + 1) * pack.faces() / (2 * FACES));
      sampler.sample(face, Variation.none(), 0, new float[3 * area], planes, new float[area]);
      FloatPicture picture = FloatPicture.blank(size, size, 3);
      for (int p = 0; p < 3 * area; p++) {
        picture.data()[p] = planes[p % 3 * area + p / 3];
      }
      faces.add(picture);
    }
    return faces;
  }

  private static void paste(FloatPicture picture, Picture sheet, int left, int top) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        for (int c = 0; c < 3; c++) {
          sheet.rgb()[3 * ((top + y) * sheet.width() + left + x) + c] =
              (byte) Math.round(Math.clamp(picture.at(x, y, c), 0f, 1f) * 255);
        }
      }
    }
  }
}
