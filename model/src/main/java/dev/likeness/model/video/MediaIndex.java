package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.util.List;

/**
 * What ingest finds out about one file, once: its container, its streams and every frame's time.
 * Everything that reads or writes the medium later starts from here.
 */
public record MediaIndex(
    String container,
    long fileSize,
    VideoFacts video,
    List<OtherStream> otherStreams,
    FrameTable table) {
  public MediaIndex {
    otherStreams = List.copyOf(otherStreams);
    if (table.count() < 1) {
      throw new IllegalArgumentException("An index without frames is none.");
    }
  }

  public int frames() {
    return table.count();
  }

  /** Of the upright picture. */
  public int width() {
    return video.width();
  }

  /** Of the upright picture. */
  public int height() {
    return video.height();
  }

  /** The ordinal's time stamp in ticks of {@code video().timeBase()}. */
  public long pts(int ordinal) {
    return table.pts(ordinal);
  }

  /** In ticks of {@code video().timeBase()}. */
  public long duration(int ordinal) {
    return table.duration(ordinal);
  }

  /** From the first frame's stamp to this one's. */
  public double seconds(int ordinal) {
    return (table.pts(ordinal) - table.pts(0)) * video.timeBase().value();
  }

  /** How the decoder's frames lie, before they are turned. */
  PlaneLayout codedLayout() {
    Ffmpeg.load();
    return PlaneLayout.of(av_get_pix_fmt(video.pixelFormat()));
  }

  /** How upright frames lie. */
  PlaneLayout layout() {
    return codedLayout().turned(video.rotation());
  }
}
