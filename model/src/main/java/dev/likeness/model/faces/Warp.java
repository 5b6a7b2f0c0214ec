package dev.likeness.model.faces;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.image.Picture;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Squares cut from a frame in one resampling. What it returns belongs to the caller's pointer
 * scope.
 */
final class Warp {
  private Warp() {}

  /** Copies a picture into native memory, {@code [height, width]} of three bytes, RGB. */
  static Mat mat(Picture picture) {
    var mat = new Mat(picture.height(), picture.width(), CV_8UC3);
    mat.data().put(picture.rgb());
    return mat;
  }

  /** Copies a continuous native RGB picture to the heap. */
  static Picture picture(Mat mat) {
    byte[] rgb = new byte[3 * mat.rows() * mat.cols()];
    mat.data().get(rgb);
    return new Picture(mat.cols(), mat.rows(), rgb);
  }

  /**
   * The square of {@code size} pixels that {@code toSquare} maps frame pixels to. Shrinking
   * averages over what a pixel covers, up to {@code finest} samples along a side; otherwise cubic.
   * Outside the frame its border is repeated.
   */
  static Mat square(Mat frame, Affine toSquare, int size, int finest) {
    int samples = (int) Math.clamp(Math.ceil(1 / toSquare.scale() - 1e-9), 1, finest);
    int grid = size * samples;
    // OpenCV counts from the centre of the first pixel, we from its corner.
    Affine map =
        Affine.translation(0.5, 0.5)
            .then(toSquare)
            .then(Affine.scaling(samples, samples))
            .then(Affine.translation(-0.5, -0.5));
    var warped = new Mat();
    try (var matrix = new DoublePointer(map.a(), map.b(), map.c(), map.d(), map.e(), map.f());
        var affine = new Mat(2, 3, org.bytedeco.opencv.global.opencv_core.CV_64F, matrix);
        var whole = new Size(grid, grid);
        var black = new Scalar(0, 0, 0, 0)) {
      int how = samples == 1 && toSquare.scale() >= 1 - 1e-9 ? INTER_CUBIC : INTER_LINEAR;
      warpAffine(frame, warped, affine, whole, how, BORDER_REPLICATE, black);
    }
    if (samples == 1) {
      return warped;
    }
    try (var wanted = new Size(size, size)) {
      var shrunk = new Mat();
      resize(warped, shrunk, wanted, 0, 0, INTER_AREA);
      warped.close();
      return shrunk;
    }
  }
}
