package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.FaceKey;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.DrawnFrames;
import dev.likeness.model.video.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConverterTest {
  private static final FaceSwapper UPSIDE_DOWN =
      faces -> faces.stream().map(ConverterTest::upsideDown).toList();

  @Test
  void facesComeOutInOrderEachWithItsOwnPicture() {
    List<PredictedFace> faces = convert(3, 0, 7);
    assertEquals(13, faces.size());
    assertEquals(faces.stream().map(PredictedFace::key).sorted().toList(), keys(faces));
    Frame frame = frame(2);
    AlignedFace face = faces(2).getFirst();
    Affine frameToCrop = face.toCore().then(CropType.FULL.fromCore(0, 32));
    FloatPicture expected = upsideDown(FaceCropper.crop(frame, frameToCrop, 32));
    PredictedFace third = faces.get(4);
    assertEquals(face.key(), third.key());
    assertEquals(frameToCrop, third.frameToCrop());
    assertArrayEquals(expected.data(), third.picture().data(), 1e-5f);
  }

  @Test
  void theSameFacesComeOutWhereverTheFilmIsCutAndHoweverManyRunAtOnce() {
    List<PredictedFace> whole = convert(4, 0, 7);
    for (int batch : new int[] {1, 3, 50}) {
      List<PredictedFace> parts = new ArrayList<>(convert(batch, 0, 3));
      parts.addAll(convert(batch, 3, 7));
      assertEquals(keys(whole), keys(parts));
      for (int i = 0; i < parts.size(); i++) {
        assertArrayEquals(whole.get(i).picture().data(), parts.get(i).picture().data());
      }
    }
  }

  @Test
  void aFaceHasThePlaceInItsBatchThatItsFrameGivesItWhereverTheFilmIsCut() {
    FaceSwapper marksPlaces =
        faces -> {
          List<FloatPicture> marked = new ArrayList<>();
          for (int place = 0; place < faces.size(); place++) {
            float share = place / 10f;
            marked.add(DrawnFaces.flat(32, 32, share, share, share));
          }
          return marked;
        };
    List<PredictedFace> whole = run(marksPlaces, 5, 0, 7);
    for (int cut = 1; cut < 7; cut++) {
      List<PredictedFace> parts = new ArrayList<>(run(marksPlaces, 5, 0, cut));
      parts.addAll(run(marksPlaces, 5, cut, 7));
      assertEquals(keys(whole), keys(parts));
      for (int i = 0; i < parts.size(); i++) {
        assertArrayEquals(whole.get(i).picture().data(), parts.get(i).picture().data());
      }
    }
  }

  @Test
  void theNetworkAlwaysGetsAWholeBatch() {
    List<Integer> sizes = new ArrayList<>();
    FaceSwapper counting =
        faces -> {
          sizes.add(faces.size());
          return faces;
        };
    run(counting, 5, 0, 7);
    assertEquals(List.of(5, 5, 5, 5), sizes);
  }

  @Test
  void picturesAreRoundedAsAFileWouldRoundThem() {
    float[] samples = convert(4, 0, 1).getFirst().picture().data();
    for (float sample : samples) {
      assertEquals(PredictedFace.sample(PredictedFace.steps(sample)), sample);
    }
  }

  @Test
  void theMeanOfFacesStandsForEveryFace() {
    AverageFace average = new AverageFace(32);
    assertThrows(IllegalStateException.class, average::picture);
    average.add(DrawnFaces.flat(32, 32, 0.2f, 0.4f, 0.6f));
    average.add(DrawnFaces.flat(32, 32, 0.4f, 0.4f, 1));
    List<PredictedFace> faces = run(FaceSwapper.constant(average.picture()), 4, 0, 2);
    assertTrue(faces.size() > 1);
    for (PredictedFace face : faces) {
      assertEquals(0.3, face.picture().at(5, 6, 0), 1e-5);
      assertEquals(0.4, face.picture().at(5, 6, 1), 1e-5);
      assertEquals(0.8, face.picture().at(5, 6, 2), 1e-5);
    }
  }

  @Test
  void croppingAPictureEqualsCroppingTheSameFrame() {
    FloatPicture waves = DrawnFaces.waves(120, 90, 13);
    byte[] rgb = new byte[waves.data().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.round(255 * waves.data()[i]);
    }
    Affine map =
        Affine.translation(-30, 5).then(Affine.rotation(0.2)).then(Affine.scaling(0.5, 0.5));
    FloatPicture ofPicture = FaceCropper.crop(new Picture(120, 90, rgb), map, 32);
    FloatPicture ofFrame = FaceCropper.crop(DrawnFrames.of(0, waves), map, 32);
    assertArrayEquals(ofPicture.data(), ofFrame.data(), 0.02f);
  }

  @Test
  void aCropBesideTheFrameRepeatsItsBorder() {
    Frame frame = DrawnFrames.of(0, DrawnFaces.flat(40, 40, 0.3f, 0.6f, 0.5f));
    FloatPicture crop = FaceCropper.crop(frame, Affine.translation(300, -500), 16);
    assertEquals(0.6, crop.at(8, 8, 1), 0.01);
  }

  private static List<FaceKey> keys(List<PredictedFace> faces) {
    return faces.stream().map(PredictedFace::key).toList();
  }

  private static List<PredictedFace> convert(int batch, int from, int to) {
    return run(UPSIDE_DOWN, batch, from, to);
  }

  private static List<PredictedFace> run(FaceSwapper swapper, int batch, int from, int to) {
    List<PredictedFace> faces = new ArrayList<>();
    Converter converter = new Converter(swapper, 32, CropType.FULL, batch, faces::add);
    for (int ordinal = from; ordinal < to; ordinal++) {
      converter.add(frame(ordinal), faces(ordinal));
    }
    converter.finish();
    return faces;
  }

  private static Frame frame(int ordinal) {
    return DrawnFrames.of(ordinal, DrawnFaces.waves(160, 120, 11 + ordinal));
  }

  /** Two faces in every frame but the last, which has one. */
  private static List<AlignedFace> faces(int ordinal) {
    AlignedFace left = DrawnFaces.face(ordinal, 0, new Point(50 + ordinal, 60), 4, 0.1);
    AlignedFace right = DrawnFaces.face(ordinal, 1, new Point(120, 50), 3, -0.1);
    return ordinal == 6 ? List.of(left) : List.of(left, right);
  }

  private static FloatPicture upsideDown(FloatPicture face) {
    FloatPicture turned = FloatPicture.blank(face.width(), face.height(), 3);
    int row = 3 * face.width();
    for (int y = 0; y < face.height(); y++) {
      System.arraycopy(face.data(), y * row, turned.data(), (face.height() - 1 - y) * row, row);
    }
    return turned;
  }
}
