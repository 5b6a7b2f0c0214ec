package dev.likeness.model.video;

/**
 * Where the first chroma sample lies, in luma samples from the centre of the first luma sample, in
 * the upright picture. MPEG-2 and later put it on the left column between two rows: (0, 0.5).
 */
record ChromaSiting(float x, float y) {
  static ChromaSiting of(MediaIndex index) {
    PlaneLayout coded = index.codedLayout();
    float x = 0;
    float y = 0.5f;
    switch (index.video().colours().chromaLocation()) {
      case "center" -> x = 0.5f;
      case "topleft" -> y = 0;
      case "top" -> {
        x = 0.5f;
        y = 0;
      }
      case "bottomleft" -> y = 1;
      case "bottom" -> {
        x = 0.5f;
        y = 1;
      }
      default -> {
        // left, and what nobody said
      }
    }
    return new ChromaSiting(coded.shiftX() == 0 ? 0 : x, coded.shiftY() == 0 ? 0 : y)
        .turned(index.video(), coded);
  }

  private ChromaSiting turned(VideoFacts video, PlaneLayout coded) {
    float fromRight = fromFarEdge(x, video.codedWidth(), coded.shiftX());
    float fromBottom = fromFarEdge(y, video.codedHeight(), coded.shiftY());
    return switch (video.rotation()) {
      case 90 -> new ChromaSiting(fromBottom, x);
      case 180 -> new ChromaSiting(fromRight, fromBottom);
      case 270 -> new ChromaSiting(y, fromRight);
      default -> this;
    };
  }

  /** The last chroma sample's distance from the last luma sample. */
  private static float fromFarEdge(float first, int size, int shift) {
    int chroma = (size + (1 << shift) - 1) >> shift;
    return size - 1 - (((chroma - 1) << shift) + first);
  }
}
