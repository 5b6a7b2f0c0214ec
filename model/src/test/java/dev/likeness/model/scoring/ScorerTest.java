package dev.likeness.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.actors.AnswerFrame;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final int SIZE = 48;
  private static final int FRAMES = 11;

  /** Landmarks that sit as far to the right as the first pixel is bright; black has no face. */
  private static final class BrightnessReader implements LandmarkReader {
    @Override
    public Optional<List<Point>> read(Picture picture, Area area) {
      int shift = picture.rgb()[0] & 255;
      return shift == 0
          ? Optional.empty()
          : Optional.of(
              IntStream.range(0, 68)
                  .mapToObj(i -> new Point(shift / 10.0 + (i == 45 ? 10 : 0), 0))
                  .toList());
    }

    @Override
    public void close() {}
  }

  @Test
  void theAnswerScoresPerfectlyAgainstItself() {
    var figures = score(i -> plain(i, 0)).of(Candidate.SWAP);
    assertEquals(new Figures(Figures.PERFECT, 1, 0, 0), rounded(figures));
  }

  @Test
  void aKnownErrorGivesTheKnownPsnrAndLandmarkErrorAndNoJitter() {
    var figures = score(i -> plain(i, 5)).of(Candidate.SWAP);
    assertEquals(20 * Math.log10(255.0 / 5), figures.psnr(), 1e-9);
    assertEquals(0.05, figures.landmarkError(), 1e-9);
    assertEquals(0, figures.jitter(), 1e-9);
    assertTrue(figures.ssim() < 1 && figures.ssim() > 0.9);
  }

  @Test
  void psnrIsPooledOverFramesAndNotAveraged() {
    var scores = score(i -> plain(i, i == 4 ? 11 : 0));
    assertEquals(
        10 * Math.log10(255.0 * 255 * FRAMES / (11 * 11)), scores.of(Candidate.SWAP).psnr(), 1e-9);
    assertEquals(4, RankedFrames.of(scores.swapPsnr()).worst());
  }

  @Test
  void flickerIsJitter() {
    var figures = score(i -> plain(i, i % 2 == 0 ? 3 : 0)).of(Candidate.SWAP);
    assertEquals(3, figures.jitter(), 1e-9);
  }

  @Test
  void aFaceThatIsNotFoundCostsOneEyeDistance() {
    var figures = score(i -> i == 0 ? Picture.blank(SIZE, SIZE) : plain(i, 0)).of(Candidate.SWAP);
    assertEquals(1.0 / FRAMES, figures.landmarkError(), 1e-9);
  }

  @Test
  void pixelsOutsideTheRegionDoNotCount() {
    var figures =
        score(
                i -> {
                  var picture = plain(i, 0);
                  picture.rgb()[3 * SIZE - 1] = 0;
                  return picture;
                })
            .of(Candidate.SWAP);
    assertEquals(Figures.PERFECT, figures.psnr());
  }

  @Test
  void similarityAgreesWithItsDefinitionOnConstantPictures() {
    var figures = score(i -> plain(i, 20)).of(Candidate.SWAP);
    double expected =
        IntStream.range(0, FRAMES)
            .mapToDouble(
                i -> {
                  double a = 100 + i;
                  double b = 120 + i;
                  double c1 = 2.55 * 2.55;
                  return (2 * a * b + c1) / (a * a + b * b + c1);
                })
            .average()
            .orElseThrow();
    assertEquals(expected, figures.ssim(), 1e-6);
  }

  @Test
  void aFilmOfAnotherLengthIsRefused() {
    Map<Candidate, Iterator<Picture>> shorter =
        Map.of(Candidate.SWAP, List.of(plain(0, 0)).iterator());
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer().score(2, ScorerTest::answer, shorter, i -> {}));
    Map<Candidate, Iterator<Picture>> longer =
        Map.of(Candidate.SWAP, List.of(plain(0, 0), plain(1, 0)).iterator());
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer().score(1, ScorerTest::answer, longer, i -> {}));
  }

  @Test
  void aRegionLosesThreePercentAtItsEdgeAndHoldsOnlyWhatBothCover() {
    var whole = FloatPicture.blank(100, 100, 1);
    var half = FloatPicture.blank(100, 100, 1);
    for (int i = 0; i < 10_000; i++) {
      whole.data()[i] = 1;
      half.data()[i] = i % 100 < 50 ? 1 : 0.5f;
    }
    var region = Region.of(whole, half);
    assertEquals(new Area(2, 2, 46, 96), region.bounds());
    assertEquals(46 * 96, region.pixels());
    var nothing = FloatPicture.blank(100, 100, 1);
    assertThrows(IllegalArgumentException.class, () -> Region.of(whole, nothing));
  }

  private static Scores score(IntFunction<Picture> swap) {
    Map<Candidate, Iterator<Picture>> candidates = new EnumMap<>(Candidate.class);
    candidates.put(Candidate.SWAP, IntStream.range(0, FRAMES).mapToObj(swap).iterator());
    return scorer().score(FRAMES, ScorerTest::answer, candidates, i -> {});
  }

  private static Scorer scorer() {
    return new Scorer(BrightnessReader::new);
  }

  private static Figures rounded(Figures figures) {
    return new Figures(
        figures.psnr(),
        Math.rint(figures.ssim() * 1e9) / 1e9,
        figures.landmarkError(),
        figures.jitter());
  }

  private static Picture plain(int frame, int error) {
    var picture = Picture.blank(SIZE, SIZE);
    Arrays.fill(picture.rgb(), (byte) (100 + frame + error));
    return picture;
  }

  private static AnswerFrame answer(int frame) {
    var face = FloatPicture.blank(SIZE, SIZE, 1);
    for (int i = 0; i < face.data().length; i++) {
      int x = i % SIZE;
      int y = i / SIZE;
      face.data()[i] = x >= 4 && x < 44 && y >= 4 && y < 44 ? 1 : 0;
    }
    return new AnswerFrame(plain(frame, 0), plain(frame, 0), face, face);
  }
}
