package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avutil.av_compare_ts;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The original's streams beside the video, copied packet by packet within a range of time. */
final class CarriedStreams {
  /** In ticks: what becomes 0, and which part is wanted. */
  record Range(AVRational timeBase, long origin, long start, long end) {
    boolean overlaps(long from, long to, AVRational base) {
      boolean after = end != Long.MAX_VALUE && av_compare_ts(from, base, end, timeBase) >= 0;
      boolean before = start != Long.MIN_VALUE && av_compare_ts(to, base, start, timeBase) <= 0;
      return !after && !before;
    }

    long originIn(AVRational base) {
      return av_rescale_q(origin, timeBase, base);
    }
  }

  private final Demuxer original;
  private final Muxer muxer;
  private final Range range;
  private final Map<Integer, AVStream> outputs = new HashMap<>();
  private final List<OtherStream> copied = new ArrayList<>();
  private final List<OtherStream> dropped = new ArrayList<>();

  CarriedStreams(MediaIndex index, Demuxer original, Muxer muxer, Range range) {
    this.original = original;
    this.muxer = muxer;
    this.range = range;
    original.stream(index.video().stream()).discard(AVDISCARD_ALL);
    for (OtherStream other : index.otherStreams()) {
      add(other);
    }
  }

  private void add(OtherStream other) {
    AVStream from = original.stream(other.stream());
    if (from.discard() == AVDISCARD_ALL) {
      return; // chapter titles, which travel as chapters
    }
    int codec = from.codecpar().codec_id();
    if (codec == AV_CODEC_ID_NONE
        || avformat_query_codec(muxer.context().oformat(), codec, STRICTLY_NORMAL) != 1) {
      from.discard(AVDISCARD_ALL);
      dropped.add(other);
      return;
    }
    AVStream to = muxer.addStream();
    Ffmpeg.written(avcodec_parameters_copy(to.codecpar(), from.codecpar()), "copy a stream");
    to.codecpar().codec_tag(0);
    to.time_base(from.time_base());
    to.disposition(from.disposition());
    Metadata.ofStream(from, to);
    outputs.put(other.stream(), to);
    copied.add(other);
  }

  private static final int STRICTLY_NORMAL = 0;

  /** The next packet of any carried stream within the range, lent until the next call. */
  Optional<AVPacket> next() {
    Optional<AVPacket> packet = outputs.isEmpty() ? Optional.empty() : original.next();
    while (packet.isPresent() && !wanted(packet.get())) {
      packet = original.next();
    }
    return packet;
  }

  private boolean wanted(AVPacket packet) {
    long from = stamp(packet);
    if (!outputs.containsKey(packet.stream_index())) {
      return false;
    }
    AVRational base = original.stream(packet.stream_index()).time_base();
    return from == Ffmpeg.NO_STAMP
        || range.overlaps(from, from + Math.max(1, packet.duration()), base);
  }

  static long stamp(AVPacket packet) {
    return packet.pts() == Ffmpeg.NO_STAMP ? packet.dts() : packet.pts();
  }

  void put(AVPacket packet) {
    AVRational base = original.stream(packet.stream_index()).time_base();
    AVStream to = outputs.get(packet.stream_index());
    if (to == null) {
      throw new IllegalStateException("Stream " + packet.stream_index() + " is not carried.");
    }
    long origin = range.originIn(base);
    packet.pts(packet.pts() == Ffmpeg.NO_STAMP ? Ffmpeg.NO_STAMP : packet.pts() - origin);
    packet.dts(packet.dts() == Ffmpeg.NO_STAMP ? Ffmpeg.NO_STAMP : packet.dts() - origin);
    av_packet_rescale_ts(packet, base, to.time_base());
    packet.stream_index(to.index());
    packet.pos(-1);
    muxer.write(packet);
  }

  /** Adds the original's chapters within the range to the film and returns their number. */
  int chapters() {
    List<AVChapter> chapters = new ArrayList<>();
    for (int i = 0; i < original.context().nb_chapters(); i++) {
      AVChapter from = original.context().chapters(i);
      if (range.overlaps(from.start(), from.end(), from.time_base())) {
        chapters.add(shifted(from));
      }
    }
    if (!chapters.isEmpty()) {
      // FFmpeg has no public way to add a chapter; its context frees what it finds here.
      PointerPointer<AVChapter> list =
          new PointerPointer<>(av_mallocz((long) chapters.size() * Pointer.sizeof(Pointer.class)));
      for (int i = 0; i < chapters.size(); i++) {
        list.put(i, chapters.get(i));
      }
      muxer.context().chapters(list);
      muxer.context().nb_chapters(chapters.size());
    }
    return chapters.size();
  }

  private AVChapter shifted(AVChapter from) {
    AVRational base = from.time_base();
    long origin = range.originIn(base);
    AVChapter to = new AVChapter(av_mallocz(Pointer.sizeof(AVChapter.class)));
    to.id(from.id());
    to.time_base(base);
    to.start(Math.max(0, from.start() - origin));
    boolean cut = range.end() != Long.MAX_VALUE;
    long end = cut ? av_rescale_q(range.end(), range.timeBase(), base) : Long.MAX_VALUE;
    to.end(Math.min(end, from.end()) - origin);
    to.metadata(Ffmpeg.dictionary(Metadata.entries(from.metadata())));
    return to;
  }

  List<OtherStream> copied() {
    return copied;
  }

  List<OtherStream> dropped() {
    return dropped;
  }
}
