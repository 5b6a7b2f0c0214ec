package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.likeness.model.video.MediaRefusedException.Reason;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Takes frames out of the decoder: planes copied as they are or converted once, then upright. */
final class FrameIntake implements AutoCloseable {
  private final MediaIndex index;
  private final FrameFormat format;
  private final PlaneLayout coded;
  private final PictureScaler scaler = new PictureScaler();
  private final FramePictures pictures = new FramePictures();

  FrameIntake(MediaIndex index) {
    this.index = index;
    this.format = FrameFormat.of(index);
    this.coded = index.codedLayout();
  }

  Frame take(AVFrame frame, int ordinal) {
    VideoFacts video = index.video();
    String pixels = Ffmpeg.text(av_get_pix_fmt_name(frame.format()), "unknown");
    if (frame.width() != video.codedWidth()
        || frame.height() != video.codedHeight()
        || !pixels.equals(video.pixelFormat())) {
      throw new MediaRefusedException(
          Reason.UNSUPPORTED,
          "The picture changes from %d x %d %s to %d x %d %s at frame %d (%.3f s); cut the footage there."
              .formatted(
                  video.codedWidth(),
                  video.codedHeight(),
                  video.pixelFormat(),
                  frame.width(),
                  frame.height(),
                  pixels,
                  ordinal,
                  index.seconds(ordinal)));
    }
    byte[][] planes = direct(frame.format()) ? FrameSamples.take(frame, coded) : converted(frame);
    for (int plane = 0; plane < planes.length; plane++) {
      planes[plane] =
          FrameSamples.turned(
              planes[plane],
              coded.planeWidth(plane, frame.width()),
              coded.planeHeight(plane, frame.height()),
              coded.sampleBytes(),
              video.rotation());
    }
    return new Frame(ordinal, index.pts(ordinal), format, planes, Optional.of(pictures));
  }

  private byte[][] converted(AVFrame frame) {
    Colours colours = Colours.of(frame);
    if (coded.kind() == PlaneLayout.Kind.GBR) {
      colours = colours.withMatrix("gbr").withRange("pc");
    }
    return scaler.scale(
        frame,
        new PictureScaler.Image(frame.width(), frame.height(), coded.pixelFormat(), colours));
  }

  /** Whether the decoder's first planes are already the layout's, sample for sample. */
  private boolean direct(int pixelFormat) {
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(pixelFormat);
    if ((pixels.flags() & (AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE)) != 0
        || (coded.kind() == PlaneLayout.Kind.YUV
            && (pixels.log2_chroma_w() != coded.shiftX()
                || pixels.log2_chroma_h() != coded.shiftY()))) {
      return false;
    }
    for (int component = 0; component < coded.planes(); component++) {
      AVComponentDescriptor samples = pixels.comp(component);
      // R, G, B are listed in this order but lie in planes 2, 0, 1.
      int plane = coded.kind() == PlaneLayout.Kind.GBR ? (component + 2) % 3 : component;
      if (samples.plane() != plane
          || samples.step() != coded.sampleBytes()
          || samples.offset() != 0
          || samples.shift() != 0
          || samples.depth() != coded.bitDepth()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    pictures.close();
    scaler.close();
  }
}
