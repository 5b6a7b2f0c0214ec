package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ColorTransferTest {
  private static final int SIDE = 6;

  /** What reinhard.py, beside the vectors, computed in NumPy. */
  @SuppressWarnings("ArrayRecordComponent") // as Jackson reads them; never compared
  record Case(
      String name,
      float[] prediction,
      float[] original,
      float[] mask,
      float[] lab,
      float[] result) {}

  @Test
  void reinhardEqualsNumPyAlsoWhereTheGainIsLimited() throws IOException {
    List<Case> cases = cases();
    assertEquals(List.of("ordinary", "flat", "noisy"), cases.stream().map(Case::name).toList());
    for (Case reference : cases) {
      FloatPicture result = transfer(ColorMatch.REINHARD, reference);
      assertArrayEquals(reference.result(), result.data(), 1e-4f, reference.name());
    }
  }

  @Test
  void labEqualsNumPyAndLeadsBack() throws IOException {
    for (Case reference : cases()) {
      float[] lab = Lab.ofRgb(reference.prediction());
      assertArrayEquals(reference.lab(), lab, 2e-3f, reference.name());
      assertArrayEquals(reference.prediction(), Lab.toRgb(lab), 1e-5f, reference.name());
    }
  }

  @Test
  void meanMovesTheColourWithoutStretchingIt() throws IOException {
    Case flat = cases().get(1);
    float[] before = Lab.ofRgb(flat.prediction());
    float[] after = Lab.ofRgb(transfer(ColorMatch.MEAN, flat).data());
    float shift = after[0] - before[0];
    for (int i = 0; i < before.length; i += 3) {
      assertEquals(shift, after[i] - before[i], 0.01f);
    }
  }

  @Test
  void aPredictionWithoutAnyWeightStaysAsItIs() throws IOException {
    Case reference = cases().getFirst();
    FloatPicture prediction = picture(reference.prediction());
    FloatPicture result =
        ColorTransfer.apply(
            ColorMatch.REINHARD,
            prediction,
            picture(reference.original()),
            FloatPicture.blank(SIDE, SIDE, 1));
    assertSame(prediction, result);
  }

  @Test
  void aFlatPredictionTakesTheMeanAndStaysFlat() throws IOException {
    Case reference = cases().getFirst();
    float[] gray = new float[reference.prediction().length];
    Arrays.fill(gray, 0.5f);
    FloatPicture result =
        ColorTransfer.apply(
            ColorMatch.REINHARD,
            picture(gray),
            picture(reference.original()),
            new FloatPicture(SIDE, SIDE, 1, reference.mask()));
    for (int i = 3; i < gray.length; i++) {
      assertEquals(result.data()[i % 3], result.data()[i], 1e-4f);
    }
  }

  private static FloatPicture transfer(ColorMatch match, Case reference) {
    return ColorTransfer.apply(
        match,
        picture(reference.prediction()),
        picture(reference.original()),
        new FloatPicture(SIDE, SIDE, 1, reference.mask()));
  }

  private static FloatPicture picture(float[] rgb) {
    return new FloatPicture(SIDE, SIDE, 3, rgb);
  }

  private static List<Case> cases() throws IOException {
    try (InputStream json = ColorTransferTest.class.getResourceAsStream("reinhard.json")) {
      return Json.MAPPER.readValue(Objects.requireNonNull(json), new TypeReference<>() {});
    }
  }
}
