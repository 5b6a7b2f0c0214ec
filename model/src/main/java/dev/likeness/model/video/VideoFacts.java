package dev.likeness.model.video;

/**
 * What is known of the video stream.
 *
 * @param width the upright picture's, as {@code height} is: after the turn
 * @param rotation clockwise degrees that bring the coded picture upright: 0, 90, 180 or 270
 * @param pixelFormat FFmpeg's name of what the decoder gives
 * @param sampleAspect a sample's width to its height in the upright picture; 0/1 when unknown
 * @param timeBase seconds per tick
 * @param nominalRate frames per second the stream says it has; {@code averageRate} is counted
 * @param countedFromStart the container has no presentation stamps: frames are found by counting
 */
public record VideoFacts(
    int stream,
    String codec,
    int codedWidth,
    int codedHeight,
    int width,
    int height,
    int rotation,
    String pixelFormat,
    int bitDepth,
    Rational sampleAspect,
    Colours colours,
    Rational timeBase,
    Rational averageRate,
    Rational nominalRate,
    boolean countedFromStart) {
  public VideoFacts {
    boolean turned = rotation == 90 || rotation == 270;
    if (rotation % 90 != 0
        || rotation < 0
        || rotation > 270
        || width != (turned ? codedHeight : codedWidth)
        || height != (turned ? codedWidth : codedHeight)) {
      throw new IllegalArgumentException(
          "%d x %d turned by %d is not %d x %d."
              .formatted(codedWidth, codedHeight, rotation, width, height));
    }
  }

  VideoFacts counted(Rational average, boolean fromStart) {
    return new VideoFacts(
        stream,
        codec,
        codedWidth,
        codedHeight,
        width,
        height,
        rotation,
        pixelFormat,
        bitDepth,
        sampleAspect,
        colours,
        timeBase,
        average,
        nominalRate,
        fromStart);
  }
}
