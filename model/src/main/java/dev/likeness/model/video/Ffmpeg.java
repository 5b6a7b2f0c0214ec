package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg's C conventions in Java: error codes as text, ratios, dictionaries, names. */
final class Ffmpeg {
  /** What {@code time stamp unknown} looks like in C. */
  static final long NO_STAMP = Long.MIN_VALUE;

  static {
    // Its log would go to stderr, past every progress bar; the texts that matter are in the codes.
    av_log_set_level(AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Loads the library and silences its log; costs nothing the second time. */
  static void load() {}

  static String errorText(int code) {
    byte[] text = new byte[256];
    av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  /** Returns the code, or throws when it is an error: {@code doing} completes "Cannot ...". */
  static int written(int code, String doing) {
    if (code < 0) {
      throw new MovieWriteException("Cannot " + doing + ": " + errorText(code) + ".");
    }
    return code;
  }

  static AVRational ratio(Rational ratio) {
    return av_make_q(ratio.num(), ratio.den());
  }

  /** The ratio, or {@code otherwise} where C says "unknown" by a zero. */
  static Rational ratio(AVRational ratio, Rational otherwise) {
    return ratio.num() == 0 || ratio.den() == 0
        ? otherwise
        : new Rational(ratio.num(), ratio.den());
  }

  static String text(@Nullable BytePointer pointer, String otherwise) {
    return pointer == null || pointer.isNull() ? otherwise : pointer.getString();
  }

  /** The caller frees what is left after use by {@code av_dict_free}. */
  static AVDictionary dictionary(Map<String, String> entries) {
    AVDictionary dictionary = new AVDictionary(null);
    new TreeMap<>(entries).forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    return dictionary;
  }
}
