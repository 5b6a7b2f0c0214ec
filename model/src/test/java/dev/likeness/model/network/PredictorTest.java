package dev.likeness.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.likeness.model.image.FloatPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
  @TempDir Path folder;

  @Test
  void drawsPicturesAsPyTorchDoesWhateverTheirNumber() throws Exception {
    Architecture architecture = Reference.architecture();
    Path file = folder.resolve("weights.safetensors");
    try (Tensors reference = Reference.tensors();
        Tensors weights = Reference.weights(reference)) {
      Safetensors.write(file, weights);
      float[] input = reference.floats("target/input");
      float[] expected = reference.floats("swapped");
      List<FloatPicture> faces = List.of(picture(input, 0), picture(input, 1), picture(input, 0));
      List<FloatPicture> drawn;
      try (var predictor = Predictor.open(architecture, file, 2, 2)) {
        drawn = predictor.swap(faces);
      }
      assertEquals(3, drawn.size());
      List<FloatPicture> wanted = new ArrayList<>();
      wanted.add(picture(expected, 0));
      wanted.add(picture(expected, 1));
      wanted.add(picture(expected, 0));
      for (int i = 0; i < 3; i++) {
        for (int p = 0; p < drawn.get(i).data().length; p++) {
          assertEquals(wanted.get(i).data()[p], drawn.get(i).data()[p], 2e-6f);
        }
      }
    }
  }

  @Test
  void refusesFacesOfAnotherSize() throws Exception {
    try (Tensors reference = Reference.tensors();
        Tensors weights = Reference.weights(reference);
        var predictor =
            Predictor.over(new SameDiffEngine(2), Reference.architecture(), weights, 2)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> predictor.swap(List.of(FloatPicture.blank(21, 20, 3))));
    }
  }

  private static FloatPicture picture(float[] planes, int index) {
    FloatPicture picture = FloatPicture.blank(20, 20, 3);
    for (int i = 0; i < 400; i++) {
      for (int c = 0; c < 3; c++) {
        picture.data()[3 * i + c] = planes[(3 * index + c) * 400 + i];
      }
    }
    return picture;
  }
}
