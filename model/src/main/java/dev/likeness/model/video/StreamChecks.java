package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DOVI_CONF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ENCRYPTION_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** What the video stream must not be, each with its sentence; and which way it is turned. */
record StreamChecks(String name, MediaLimits limits) {
  private static final Set<Integer> ENCRYPTED_TAGS = Set.of(tag("encv"), tag("enca"));
  private static final Set<String> HDR_TRANSFERS = Set.of("smpte2084", "arib-std-b67");
  private static final Set<String> MATRICES =
      Set.of(
          "unknown",
          "reserved",
          "gbr",
          "bt709",
          "fcc",
          "bt470bg",
          "smpte170m",
          "smpte240m",
          "bt2020nc");

  void stream(AVStream stream) {
    AVCodecParameters coded = stream.codecpar();
    if (ENCRYPTED_TAGS.contains(coded.codec_tag())
        || sideData(coded, AV_PKT_DATA_ENCRYPTION_INIT_INFO).isPresent()) {
      throw encrypted();
    }
    if (coded.field_order() != AV_FIELD_UNKNOWN && coded.field_order() != AV_FIELD_PROGRESSIVE) {
      throw interlaced();
    }
    if (sideData(coded, AV_PKT_DATA_DOVI_CONF).isPresent()) {
      throw hdr("Dolby Vision");
    }
    if (coded.width() > 0 && coded.height() > 0) { // else only the first frame knows
      size(coded.width(), coded.height());
    }
  }

  private void size(int width, int height) {
    if (width < limits.minSide() || height < limits.minSide()) {
      throw new MediaRefusedException(
          Reason.TOO_SMALL,
          "%s is %d x %d pixels; footage needs at least %d on each side."
              .formatted(name, width, height, limits.minSide()));
    }
    if (width > limits.maxWidth() || height > limits.maxHeight()) {
      throw new MediaRefusedException(
          Reason.TOO_LARGE,
          "%s is %d x %d pixels, more than the %d x %d allowed; scale it down first."
              .formatted(name, width, height, limits.maxWidth(), limits.maxHeight()));
    }
  }

  void packet(AVPacket packet) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_ENCRYPTION_INFO, size);
      if (data != null && !data.isNull()) {
        throw encrypted();
      }
    }
  }

  /** The first decoded frame knows what the container may have left out. */
  void frame(AVFrame frame) {
    size(frame.width(), frame.height());
    if ((frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0) {
      throw interlaced();
    }
    Colours colours = Colours.of(frame);
    if (HDR_TRANSFERS.contains(colours.transfer())) {
      throw hdr(colours.transfer().equals("smpte2084") ? "PQ" : "HLG");
    }
    String pixels = Ffmpeg.text(av_get_pix_fmt_name(frame.format()), "unknown");
    if (!PlaneLayout.readable(frame.format())
        || PlaneLayout.of(frame.format()).pixelFormat() < 0
        || PlaneLayout.of(frame.format()).turned(90).pixelFormat() < 0) {
      throw new MediaRefusedException(
          Reason.UNSUPPORTED,
          "%s holds pixels of the kind %s, which is not supported; convert it to yuv420p first."
              .formatted(name, pixels));
    }
    if (!MATRICES.contains(colours.matrix())) {
      throw new MediaRefusedException(
          Reason.UNSUPPORTED,
          "%s uses the colour matrix %s, which is not supported; convert it to bt709 first."
              .formatted(name, colours.matrix()));
    }
  }

  /** Clockwise degrees that bring the picture upright. */
  int rotation(AVStream stream, AVFrame frame) {
    Optional<BytePointer> matrix = sideData(stream.codecpar(), AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix.isEmpty()) {
      AVFrameSideData side = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
      matrix = side == null || side.isNull() ? Optional.empty() : Optional.of(side.data());
    }
    return matrix
        .map(bytes -> bytes.capacity(36).asByteBuffer().order(ByteOrder.nativeOrder()))
        .map(bytes -> rotation(bytes.asIntBuffer()))
        .orElse(0);
  }

  /** The matrix is row by row [a b u; c d v; x y w], for row vectors (ISO 14496-12, 6.2.2). */
  private int rotation(IntBuffer matrix) {
    double a = matrix.get(0);
    double b = matrix.get(1);
    double c = matrix.get(3);
    double d = matrix.get(4);
    double determinant = a * d - b * c;
    if (determinant < 0) {
      throw new MediaRefusedException(
          Reason.MIRRORED,
          name
              + " is marked to be shown mirrored, which is not supported; convert it upright first.");
    }
    double degrees = Math.toDegrees(Math.atan2(b, a));
    long quarter = Math.round(degrees / 90);
    if (determinant == 0 || Math.abs(degrees - 90 * quarter) > 1) {
      throw new MediaRefusedException(
          Reason.UNSUPPORTED,
          "%s is marked to be shown turned by %.1f degrees; only quarter turns are supported, convert it upright first."
              .formatted(name, degrees));
    }
    return Math.floorMod(90 * (int) quarter, 360);
  }

  private static Optional<BytePointer> sideData(AVCodecParameters coded, int type) {
    AVPacketSideData side =
        av_packet_side_data_get(coded.coded_side_data(), coded.nb_coded_side_data(), type);
    return side == null || side.isNull() ? Optional.empty() : Optional.of(side.data());
  }

  private MediaRefusedException encrypted() {
    return new MediaRefusedException(
        Reason.ENCRYPTED, name + " is encrypted; give a copy without protection.");
  }

  private MediaRefusedException interlaced() {
    return new MediaRefusedException(
        Reason.INTERLACED,
        name + " is interlaced, which is not supported yet; deinterlace it first.");
  }

  private MediaRefusedException hdr(String kind) {
    return new MediaRefusedException(
        Reason.HDR,
        name
            + " is HDR footage ("
            + kind
            + "), which is not supported yet; convert it to SDR first.");
  }

  private static int tag(String letters) {
    int tag = 0;
    for (int i = 3; i >= 0; i--) {
      tag = tag << 8 | letters.charAt(i);
    }
    return tag;
  }
}
