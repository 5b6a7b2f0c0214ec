package dev.likeness.model.video;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** Titles and tags from the original to the film, without those that speak of the old file. */
final class Metadata {
  private static final Set<String> OF_THE_FILE =
      Set.of(
          "major_brand",
          "minor_version",
          "compatible_brands",
          "encoder",
          "rotate",
          "duration",
          "bps",
          "number_of_frames",
          "number_of_bytes",
          "vendor_id");

  /** What MP4 has boxes for; other keys need its free form. */
  private static final Set<String> OF_MP4 =
      Set.of(
          "title",
          "artist",
          "album",
          "album_artist",
          "comment",
          "composer",
          "copyright",
          "creation_time",
          "date",
          "description",
          "genre",
          "grouping",
          "lyrics",
          "show",
          "synopsis",
          "track");

  private Metadata() {}

  /** Returns whether there are keys that MP4 has no boxes for. */
  static boolean ofFile(AVFormatContext from, AVFormatContext to, Map<String, String> more) {
    Map<String, String> entries = entries(from.metadata());
    entries.putAll(more);
    to.metadata(Ffmpeg.dictionary(entries));
    return !OF_MP4.containsAll(more.keySet());
  }

  static void ofStream(AVStream from, AVStream to) {
    to.metadata(Ffmpeg.dictionary(entries(from.metadata())));
  }

  static Map<String, String> entries(AVDictionary dictionary) {
    Map<String, String> entries = new TreeMap<>();
    if (dictionary == null || dictionary.isNull()) {
      return entries;
    }
    AVDictionaryEntry entry = av_dict_iterate(dictionary, null);
    while (entry != null && !entry.isNull()) {
      String key = entry.key().getString();
      String plain = key.toLowerCase(Locale.ROOT).replaceFirst("-eng$", "");
      if (!OF_THE_FILE.contains(plain) && !plain.startsWith("_statistics")) {
        entries.put(key, entry.value().getString());
      }
      entry = av_dict_iterate(dictionary, entry);
    }
    return entries;
  }
}
