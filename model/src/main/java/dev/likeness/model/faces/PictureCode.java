package dev.likeness.model.faces;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import dev.likeness.model.image.Picture;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures of faces as JPEG (4:4:4) or PNG bytes, and back. */
final class PictureCode {
  private PictureCode() {}

  /** JPEG without chroma subsampling, {@code quality} 0 to 100. */
  static byte[] jpeg(Picture picture, int quality) {
    return encode(
        picture,
        ".jpg",
        IMWRITE_JPEG_QUALITY,
        quality,
        IMWRITE_JPEG_SAMPLING_FACTOR,
        IMWRITE_JPEG_SAMPLING_FACTOR_444);
  }

  static byte[] png(Picture picture) {
    return encode(picture, ".png");
  }

  /**
   * Decodes either kind.
   *
   * @param what names the picture in the error
   * @throws BrokenFaceset if the bytes are no picture
   */
  static Picture decode(byte[] bytes, String what) {
    try (var _ = new PointerScope()) {
      Mat decoded = new Mat();
      if (bytes.length > 0) {
        decoded =
            imdecode(new Mat(1, bytes.length, CV_8U, new BytePointer(bytes)), IMREAD_COLOR_RGB);
      }
      if (decoded.empty()) {
        throw new BrokenFaceset(
            "The picture of " + what + " cannot be read: restore or delete it.");
      }
      return Warp.picture(decoded);
    }
  }

  private static byte[] encode(Picture picture, String kind, int... options) {
    try (var _ = new PointerScope()) {
      Mat bgr = new Mat();
      cvtColor(Warp.mat(picture), bgr, COLOR_RGB2BGR);
      var buffer = new BytePointer();
      if (!imencode(kind, bgr, buffer, new IntPointer(options))) {
        throw new IllegalStateException("A picture could not be written as " + kind + ".");
      }
      byte[] bytes = new byte[(int) buffer.limit()];
      buffer.get(bytes);
      return bytes;
    }
  }
}
