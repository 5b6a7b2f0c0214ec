package dev.likeness.model.video;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import dev.likeness.model.image.Picture;
import dev.likeness.model.video.MediaRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Still pictures as files: PNG, JPEG, WebP, BMP and TIFF in; JPEG and PNG out, deterministic. */
public final class StillPicture {
  private static final int MOST_BYTES = 1 << 28;

  private StillPicture() {}

  /** Reads the whole channel, which stays the caller's; as {@link #read(byte[])}. */
  public static Picture read(SeekableByteChannel channel) {
    try {
      if (channel.size() > MOST_BYTES) {
        throw new MediaRefusedException(
            Reason.TOO_LARGE, "The picture takes more than 256 MiB; scale it down first.");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      channel.position(0);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full or the file ends
      }
      return read(bytes.array());
    } catch (IOException e) {
      throw new MediaRefusedException(
          Reason.UNREADABLE,
          "The picture cannot be read (" + e.getMessage() + "); check the file.");
    }
  }

  /**
   * Decodes a picture to 8-bit RGB, upright as its EXIF tag says, transparency left out.
   *
   * @throws MediaRefusedException when the bytes are no picture
   */
  public static Picture read(byte[] file) {
    if (file.length == 0) {
      throw new MediaRefusedException(
          Reason.EMPTY, "The picture is empty; check that it was copied completely.");
    }
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, CV_8UC1, bytes);
        Mat decoded = imdecode(encoded, IMREAD_COLOR)) {
      if (decoded.empty()) {
        throw new MediaRefusedException(
            Reason.NOT_MEDIA, "The picture cannot be decoded; give a PNG or JPEG file.");
      }
      byte[] samples = new byte[3 * decoded.cols() * decoded.rows()];
      decoded.data().get(samples);
      swapRedAndBlue(samples, samples);
      return new Picture(decoded.cols(), decoded.rows(), samples);
    } catch (RuntimeException e) {
      if (e instanceof MediaRefusedException) {
        throw e;
      }
      throw new MediaRefusedException(
          Reason.NOT_MEDIA, "The picture cannot be decoded; give a PNG or JPEG file.");
    }
  }

  /** JPEG without chroma subsampling; quality 1 to 100. */
  public static byte[] jpeg(Picture picture, int quality) {
    return encode(
        picture,
        ".jpg",
        IMWRITE_JPEG_QUALITY,
        quality,
        IMWRITE_JPEG_SAMPLING_FACTOR,
        IMWRITE_JPEG_SAMPLING_FACTOR_444);
  }

  public static byte[] png(Picture picture) {
    return encode(picture, ".png", IMWRITE_PNG_COMPRESSION, 3);
  }

  private static byte[] encode(Picture picture, String suffix, int... settings) {
    byte[] samples = new byte[picture.rgb().length];
    swapRedAndBlue(picture.rgb(), samples);
    try (BytePointer pixels = new BytePointer(samples);
        Mat image = new Mat(picture.height(), picture.width(), CV_8UC3, pixels);
        IntPointer options = new IntPointer(settings);
        BytePointer out = new BytePointer()) {
      if (!imencode(suffix, image, out, options)) {
        throw new MovieWriteException("The picture cannot be written as " + suffix + ".");
      }
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      return bytes;
    }
  }

  /** OpenCV has blue first. */
  private static void swapRedAndBlue(byte[] from, byte[] to) {
    for (int i = 0; i < from.length; i += 3) {
      byte first = from[i];
      to[i] = from[i + 2];
      to[i + 1] = from[i + 1];
      to[i + 2] = first;
    }
  }
}
