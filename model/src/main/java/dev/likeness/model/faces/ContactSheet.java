package dev.likeness.model.faces;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.likeness.model.image.Picture;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Many small pictures on one, under a title: somebody's faces at a glance. */
public final class ContactSheet {
  private static final int CELL = 128;
  private static final int GAP = 8;
  private static final int LABEL = 18;
  private static final int TITLE = 44;
  private static final int COLUMNS = 8;

  private ContactSheet() {}

  /** A picture of any size, shown in a square, and a word under it (ASCII). */
  public record Cell(Picture picture, String label) {}

  /**
   * Draws a sheet of 8 columns and as many rows as it takes, 1096 pixels wide.
   *
   * @param title what stands above, such as the person's id (ASCII)
   */
  public static Picture draw(String title, List<Cell> cells) {
    int rows = (cells.size() + COLUMNS - 1) / COLUMNS;
    int width = GAP + COLUMNS * (CELL + GAP);
    int height = TITLE + rows * (CELL + LABEL + GAP) + GAP;
    try (var _ = new PointerScope()) {
      Mat sheet = new Mat(height, width, CV_8UC3, new Scalar(24, 24, 24, 0));
      write(sheet, title, GAP, TITLE - 14, 0.9, 2);
      for (int i = 0; i < cells.size(); i++) {
        int x = GAP + i % COLUMNS * (CELL + GAP);
        int y = TITLE + i / COLUMNS * (CELL + LABEL + GAP);
        paste(sheet, cells.get(i).picture(), x, y);
        write(sheet, cells.get(i).label(), x, y + CELL + LABEL - 5, 0.42, 1);
      }
      return Warp.picture(sheet);
    }
  }

  private static void paste(Mat sheet, Picture picture, int x, int y) {
    try (var _ = new PointerScope()) {
      double scale = (double) CELL / Math.max(picture.width(), picture.height());
      int width = Math.max(1, (int) Math.round(picture.width() * scale));
      int height = Math.max(1, (int) Math.round(picture.height() * scale));
      Mat place =
          sheet.apply(new Rect(x + (CELL - width) / 2, y + (CELL - height) / 2, width, height));
      resize(Warp.mat(picture), place, new Size(width, height), 0, 0, INTER_AREA);
    }
  }

  private static void write(Mat sheet, String text, int x, int y, double size, int thickness) {
    try (var _ = new PointerScope()) {
      putText(
          sheet,
          text,
          new Point(x, y),
          FONT_HERSHEY_SIMPLEX,
          size,
          new Scalar(235, 235, 235, 0),
          thickness,
          LINE_AA,
          false);
    }
  }
}
