package dev.likeness.model.video;

/**
 * The exact way between sample codes and RGB 0 to 1 for one matrix, range and bit depth, as ITU-R
 * BT.601, BT.709 and BT.2020 define it. Luma is scaled to 0..1, chroma to -0.5..0.5.
 */
record YuvMatrix(
    float kr, float kb, float lumaZero, float lumaSpan, float chromaZero, float chromaSpan) {

  static YuvMatrix of(String matrix, boolean full, int bitDepth) {
    double[] weights = weights(matrix);
    float step = 1 << (bitDepth - 8);
    float most = (1 << bitDepth) - 1;
    return full
        ? new YuvMatrix((float) weights[0], (float) weights[1], 0, most, 128 * step, most)
        : new YuvMatrix(
            (float) weights[0], (float) weights[1], 16 * step, 219 * step, 128 * step, 224 * step);
  }

  private static double[] weights(String matrix) {
    return switch (matrix) {
      case "bt709" -> new double[] {0.2126, 0.0722};
      case "fcc" -> new double[] {0.30, 0.11};
      case "smpte240m" -> new double[] {0.212, 0.087};
      case "bt2020nc" -> new double[] {0.2627, 0.0593};
      default -> new double[] {0.299, 0.114};
    };
  }

  float luma(float code) {
    return (code - lumaZero) / lumaSpan;
  }

  float lumaCode(float luma) {
    return luma * lumaSpan + lumaZero;
  }

  float chroma(float code) {
    return (code - chromaZero) / chromaSpan;
  }

  float lumaOf(float red, float green, float blue) {
    return kr * red + (1 - kr - kb) * green + kb * blue;
  }

  float blueChroma(float luma, float blue) {
    return (blue - luma) / (2 * (1 - kb));
  }

  float redChroma(float luma, float red) {
    return (red - luma) / (2 * (1 - kr));
  }

  float red(float luma, float redChroma) {
    return luma + 2 * (1 - kr) * redChroma;
  }

  float blue(float luma, float blueChroma) {
    return luma + 2 * (1 - kb) * blueChroma;
  }

  float green(float luma, float red, float blue) {
    return (luma - kr * red - kb * blue) / (1 - kr - kb);
  }
}
