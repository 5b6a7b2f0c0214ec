package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.network.Architecture;
import dev.likeness.model.network.Architectures;
import dev.likeness.model.network.Predictor;
import dev.likeness.model.network.SameDiffEngine;
import dev.likeness.model.network.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What lets a film be cut anywhere: the real network treats every face as if its neighbours were
 * blank.
 */
class NeighboursTest {
  /** What convert draws at once. */
  private static final int BATCH = 8;

  @Test
  void aFaceIsSwappedTheSameToTheBitWhateverStandsBesideIt() {
    Architecture architecture = Architectures.named("quick64");
    SplittableRandom random = new SplittableRandom(1);
    try (Tensors weights = Tensors.of(architecture.parameters().values());
        Predictor predictor = Predictor.over(new SameDiffEngine(2), architecture, weights, BATCH)) {
      for (String name : weights.names()) {
        MemorySegment values = weights.segment(name);
        for (long i = 0; i < values.byteSize() / Float.BYTES; i++) {
          float value = (float) (0.1 * random.nextDouble() - 0.05);
          values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
        }
      }
      FaceSwapper swapper = predictor::swap;
      FloatPicture face = noise(random);
      for (int place = 0; place < BATCH; place++) {
        List<FloatPicture> faces = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          faces.add(i == place ? face : FloatPicture.blank(64, 64, 3));
        }
        FloatPicture alone = swapper.swap(faces).get(place);
        for (int i = 0; i < BATCH; i++) {
          faces.set(i, i == place ? face : noise(random));
        }
        assertArrayEquals(alone.data(), swapper.swap(faces).get(place).data());
      }
    }
  }

  private static FloatPicture noise(SplittableRandom random) {
    FloatPicture picture = FloatPicture.blank(64, 64, 3);
    for (int i = 0; i < picture.data().length; i++) {
      picture.data()[i] = (float) random.nextDouble();
    }
    return picture;
  }
}
