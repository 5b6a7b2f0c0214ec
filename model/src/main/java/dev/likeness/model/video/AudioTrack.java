package dev.likeness.model.video;

/**
 * Sound for a made-up film: {@code samples} are interleaved, -1 to 1, one or two channels, and
 * start with the first frame. The array is shared, not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // samples are never compared by equals
public record AudioTrack(int sampleRate, int channels, float[] samples) {
  public AudioTrack {
    if (channels < 1 || channels > 2 || samples.length % channels != 0) {
      throw new IllegalArgumentException(
          samples.length + " samples in " + channels + " channels are neither mono nor stereo.");
    }
    if (sampleRate < 8000 || sampleRate > 96000) {
      throw new IllegalArgumentException(
          "A sample rate of " + sampleRate + " Hz is outside 8000 to 96000.");
    }
  }

  int length() {
    return samples.length / channels;
  }
}
