package dev.likeness.model.video;

/**
 * How densely OpenH264 would have to code a picture of 8 bits, 4:2:0. It gives a picture as much
 * room as its raw samples take and writes on behind it, into others' memory, when coding noise
 * takes more; so what comes near is not shown to it.
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a frame's planes, never compared
record CodedDensity(byte[][] planes, int width, int height) {
  /**
   * Bits per sample, as {@link #bits} counts them. Measured on noise of many kinds: the encoder
   * itself gives up from 2.9 on and overruns from 4.6 on, or 1 less where every block is of another
   * brightness.
   */
  static final double MOST = 3.4;

  /** Pictures up to here fit. */
  private static final double FITS = 2.7;

  /** Finer steps are asked for in vain: OpenH264 goes on with this one. */
  private static final int FINEST_QUANTISER = 12;

  private static final int BLOCK = 4;
  private static final int COARSEST_QUANTISER = 51;

  /**
   * The bits per sample that the texture of 4 x 4 blocks asks for at this quantiser, at most: as if
   * it were spread evenly over a row of blocks and all of their frequencies.
   */
  double bits(int quantiser) {
    double step = Math.pow(2, (Math.max(quantiser, FINEST_QUANTISER) - 4) / 6.0);
    double bits = 0;
    long samples = 0;
    for (int plane = 0; plane < planes.length; plane++) {
      int columns = PlaneLayout.YUV420.planeWidth(plane, width);
      int rows = PlaneLayout.YUV420.planeHeight(plane, height);
      for (int top = 0; top + BLOCK <= rows; top += BLOCK) {
        int counted = BLOCK * (columns / BLOCK * BLOCK);
        double power = energy(planes[plane], columns, top) / counted;
        bits += counted * Math.log1p(power / (step * step));
        samples += counted;
      }
    }
    return bits / (2 * Math.log(2) * samples);
  }

  /** Squared distances from the mean of each block, of one row of blocks. */
  private static double energy(byte[] plane, int columns, int top) {
    long sixteenths = 0;
    for (int left = 0; left + BLOCK <= columns; left += BLOCK) {
      int sum = 0;
      int squares = 0;
      for (int row = 0; row < BLOCK; row++) {
        int at = (top + row) * columns + left;
        for (int i = at; i < at + BLOCK; i++) {
          int sample = plane[i] & 0xff;
          sum += sample;
          squares += sample * sample;
        }
      }
      sixteenths += 16L * squares - (long) sum * sum;
    }
    return sixteenths / 16.0;
  }

  /** A quantiser at which the picture will fit that did not at this one. */
  int fittingQuantiser(int failed) {
    int quantiser = Math.min(Math.max(failed, FINEST_QUANTISER) + 2, COARSEST_QUANTISER);
    while (quantiser < COARSEST_QUANTISER && bits(quantiser) > FITS) {
      quantiser++;
    }
    return quantiser;
  }
}
