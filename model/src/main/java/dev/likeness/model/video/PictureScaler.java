package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Converts and scales pictures by swscale with accurate rounding and the tags of both sides. Owns
 * its native context, which is kept while sizes and formats stay; not safe for several threads.
 */
final class PictureScaler implements AutoCloseable {
  /** Size, FFmpeg's pixel format and colour tags of one side. */
  record Image(int width, int height, int pixelFormat, Colours colours) {
    Image withMatrix(String matrix) {
      return new Image(width, height, pixelFormat, colours.withMatrix(matrix));
    }

    AVFrame describe(AVFrame frame) {
      frame.width(width);
      frame.height(height);
      frame.format(pixelFormat);
      colours.tag(frame);
      return frame;
    }
  }

  private final SwsContext context;
  private final AVFrame source = av_frame_alloc();
  private final AVFrame result = av_frame_alloc();

  PictureScaler() {
    Ffmpeg.load();
    context = sws_alloc_context();
    context.flags(
        SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP);
    context.threads(1);
  }

  /** Tight planes in, tight planes out. */
  byte[][] scale(byte[][] planes, Image from, Image to) {
    try {
      from.describe(source);
      Ffmpeg.written(av_frame_get_buffer(source, 0), "make room for a picture");
      for (int plane = 0; plane < planes.length; plane++) {
        copyRows(source, plane, planes[plane], rowBytes(from, plane), true);
      }
      return scale(source, to);
    } finally {
      av_frame_unref(source);
    }
  }

  /** A native frame in, which stays the caller's. */
  byte[][] scale(AVFrame from, Image to) {
    try {
      to.describe(result);
      Ffmpeg.written(av_frame_get_buffer(result, 0), "make room for a picture");
      Ffmpeg.written(sws_scale_frame(context, result, from), "convert a picture");
      int planes = planes(to);
      byte[][] out = new byte[planes][];
      for (int plane = 0; plane < planes; plane++) {
        int rowBytes = rowBytes(to, plane);
        out[plane] = new byte[rowBytes * rows(to, plane)];
        copyRows(result, plane, out[plane], rowBytes, false);
      }
      return out;
    } finally {
      av_frame_unref(result);
    }
  }

  private static int planes(Image image) {
    var format = av_pix_fmt_desc_get(image.pixelFormat());
    int planes = 0;
    for (int component = 0; component < format.nb_components(); component++) {
      planes = Math.max(planes, format.comp(component).plane() + 1);
    }
    return planes;
  }

  private static int rowBytes(Image image, int plane) {
    return av_image_get_linesize(image.pixelFormat(), image.width(), plane);
  }

  private static int rows(Image image, int plane) {
    int shift = av_pix_fmt_desc_get(image.pixelFormat()).log2_chroma_h();
    return plane == 1 || plane == 2 ? -(-image.height() >> shift) : image.height();
  }

  private static void copyRows(
      AVFrame frame, int plane, byte[] samples, int rowBytes, boolean toNative) {
    BytePointer data = frame.data(plane);
    for (int row = 0; row * rowBytes < samples.length; row++) {
      data.position((long) row * frame.linesize(plane));
      if (toNative) {
        data.put(samples, row * rowBytes, rowBytes);
      } else {
        data.get(samples, row * rowBytes, rowBytes);
      }
    }
  }

  @Override
  public void close() {
    av_frame_free(source);
    av_frame_free(result);
    sws_free_context(context);
  }
}
