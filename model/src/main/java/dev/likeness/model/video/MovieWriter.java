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

/**
 * Writes made-up footage as an MP4 at a constant rate: RGB pictures become 4:2:0 BT.709, sound
 * becomes AAC. The file is bit for bit the same for the same input and gets its name by {@link
 * #finish}. Not safe for several threads.
 */
public final class MovieWriter implements AutoCloseable {
  private final NativeOwner owned;
  private final VideoEncoder.Format format;
  private final Muxer muxer;
  private final VideoEncoder encoder;
  private final AVStream stream;
  private final PictureScaler scaler;
  private final Optional<SoundEncoder> sound;
  private long frames;

  private MovieWriter(
      Path out,
      VideoEncoder.Format format,
      EncodeOptions options,
      Optional<AudioTrack> audio,
      NativeOwner owned) {
    this.owned = owned;
    this.format = format;
    encoder = owned.add(new VideoEncoder(format, options), VideoEncoder::close);
    scaler = owned.add(new PictureScaler(), PictureScaler::close);
    muxer = owned.add(new Muxer(out, "mp4"), Muxer::close);
    stream = muxer.addStream(encoder.codec());
    sound = audio.map(track -> new SoundEncoder(track, muxer, owned));
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
    NativeOwner owned = new NativeOwner();
    try {
      return new MovieWriter(out, format, options, audio, owned);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
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
    encoder.encode(samples, frames, 1, this::put);
    frames++;
    sound.ifPresent(track -> track.encodeUntil(frames * format.timeBase().value()));
  }

  private void put(AVPacket packet) {
    packet.stream_index(stream.index());
    packet.duration(1);
    av_packet_rescale_ts(
        packet, av_make_q(format.timeBase().num(), format.timeBase().den()), stream.time_base());
    muxer.write(packet);
  }

  /** Writes what is left and gives the film its name; without it there is none. */
  public void finish() {
    encoder.finish(this::put);
    sound.ifPresent(SoundEncoder::finish);
    muxer.finish();
  }

  @Override
  public void close() {
    owned.close();
  }
}
