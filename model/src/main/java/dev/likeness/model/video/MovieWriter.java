package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import dev.likeness.model.image.Picture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes made-up footage as an MP4 at a constant rate: RGB pictures become 4:2:0 BT.709, sound
 * becomes AAC. The file is bit for bit the same for the same input. Not safe for several threads;
 * close it, or the file stays unfinished.
 */
public final class MovieWriter implements AutoCloseable {
  private final VideoEncoder.Format format;
  private final Muxer muxer;
  private final VideoEncoder encoder;
  private final AVStream stream;
  private final PictureScaler scaler = new PictureScaler();
  private final @Nullable SoundEncoder sound;
  private long frames;
  private boolean failed;

  private MovieWriter(
      Path out, VideoEncoder.Format format, EncodeOptions options, Optional<AudioTrack> audio) {
    this.format = format;
    encoder = new VideoEncoder(format, options);
    muxer = new Muxer(out, "mp4");
    stream = muxer.addStream(encoder.codec());
    sound = audio.map(track -> new SoundEncoder(track, muxer)).orElse(null);
    muxer.begin(
        Map.of("movflags", "+faststart", "video_track_timescale", Integer.toString(timescale())));
  }

  /**
   * Starts a film.
   *
   * @param rateNum frames per {@code rateDen} seconds
   * @throws MovieWriteException when the path cannot be written
   */
  public static MovieWriter open(
      Path out,
      int width,
      int height,
      int rateNum,
      int rateDen,
      EncodeOptions options,
      Optional<AudioTrack> audio) {
    VideoEncoder.Format format =
        new VideoEncoder.Format(
            width,
            height,
            PlaneLayout.YUV420,
            Colours.BT709,
            new Rational(rateDen, rateNum),
            new Rational(1, 1),
            new Rational(rateNum, rateDen));
    return new MovieWriter(out, format, options, audio);
  }

  private int timescale() {
    int scale = format.timeBase().den();
    while (scale < 10000) {
      scale *= 2;
    }
    return scale;
  }

  /** Appends one frame; the picture has the film's size. */
  public void write(Picture picture) {
    if (picture.width() != format.width() || picture.height() != format.height()) {
      throw new IllegalArgumentException(
          "A frame of %d x %d does not fit a film of %d x %d."
              .formatted(picture.width(), picture.height(), format.width(), format.height()));
    }
    PictureScaler.Image rgb =
        new PictureScaler.Image(
            picture.width(), picture.height(), AV_PIX_FMT_RGB24, Colours.BT709.withRange("pc"));
    PictureScaler.Image planes =
        new PictureScaler.Image(
            picture.width(), picture.height(), PlaneLayout.YUV420.pixelFormat(), format.colours());
    byte[][] samples = scaler.scale(new byte[][] {picture.rgb()}, rgb.withMatrix("gbr"), planes);
    failed = true;
    encoder.encode(samples, frames, 1, this::put);
    frames++;
    if (sound != null) {
      sound.encodeUntil(frames * format.timeBase().value());
    }
    failed = false;
  }

  private void put(AVPacket packet) {
    packet.stream_index(stream.index());
    packet.duration(1);
    av_packet_rescale_ts(
        packet, av_make_q(format.timeBase().num(), format.timeBase().den()), stream.time_base());
    muxer.write(packet);
  }

  /** Writes what is left; after a failed write the file is only let go. */
  @Override
  public void close() {
    try (muxer;
        encoder;
        scaler;
        SoundEncoder owned = sound) {
      if (!failed) {
        encoder.finish(this::put);
        if (owned != null) {
          owned.finish();
        }
        muxer.finish();
      }
    }
  }
}
