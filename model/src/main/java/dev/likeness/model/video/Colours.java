package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.av_chroma_location_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_chroma_location_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_name;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The colour tags of a stream in FFmpeg's names ({@code tv}, {@code bt709}, ...); {@code unknown}
 * and {@code unspecified} stay what they are, so that a result is tagged as its original was.
 */
public record Colours(
    String range, String matrix, String primaries, String transfer, String chromaLocation) {

  /** High definition as cameras write it. */
  static final Colours BT709 = new Colours("tv", "bt709", "bt709", "bt709", "left");

  static Colours of(AVFrame frame) {
    return new Colours(
        Ffmpeg.text(av_color_range_name(frame.color_range()), "unknown"),
        Ffmpeg.text(av_color_space_name(frame.colorspace()), "unknown"),
        Ffmpeg.text(av_color_primaries_name(frame.color_primaries()), "unknown"),
        Ffmpeg.text(av_color_transfer_name(frame.color_trc()), "unknown"),
        Ffmpeg.text(av_chroma_location_name(frame.chroma_location()), "unspecified"));
  }

  boolean full() {
    return range.equals("pc");
  }

  Colours withRange(String name) {
    return new Colours(name, matrix, primaries, transfer, chromaLocation);
  }

  Colours withMatrix(String name) {
    return new Colours(range, name, primaries, transfer, chromaLocation);
  }

  void tag(AVFrame frame) {
    frame.color_range(number(av_color_range_from_name(range), 0));
    frame.colorspace(number(av_color_space_from_name(matrix), 2));
    frame.color_primaries(number(av_color_primaries_from_name(primaries), 2));
    frame.color_trc(number(av_color_transfer_from_name(transfer), 2));
    frame.chroma_location(number(av_chroma_location_from_name(chromaLocation), 0));
  }

  void tag(AVCodecContext codec) {
    codec.color_range(number(av_color_range_from_name(range), 0));
    codec.colorspace(number(av_color_space_from_name(matrix), 2));
    codec.color_primaries(number(av_color_primaries_from_name(primaries), 2));
    codec.color_trc(number(av_color_transfer_from_name(transfer), 2));
    codec.chroma_sample_location(number(av_chroma_location_from_name(chromaLocation), 0));
  }

  void tag(AVCodecParameters coded) {
    coded.color_range(number(av_color_range_from_name(range), 0));
    coded.color_space(number(av_color_space_from_name(matrix), 2));
    coded.color_primaries(number(av_color_primaries_from_name(primaries), 2));
    coded.color_trc(number(av_color_transfer_from_name(transfer), 2));
    coded.chroma_location(number(av_chroma_location_from_name(chromaLocation), 0));
  }

  private static int number(int code, int unknown) {
    return code < 0 ? unknown : code;
  }
}
