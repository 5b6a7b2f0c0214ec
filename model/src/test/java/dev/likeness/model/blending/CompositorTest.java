package dev.likeness.model.blending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.FaceAreas;
import dev.likeness.model.faces.Landmarks;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.video.DrawnFrames;
import dev.likeness.model.video.Frame;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompositorTest {
  private static final MergingSettings DEFAULTS = MergingConfig.DEFAULTS.settings();
  private static final MergingSettings BARE =
      new MergingSettings(0, 0, ColorMatch.NONE, 0, 0, 1, 16);
  private static final FloatPicture WHITE = DrawnFaces.flat(64, 64, 1, 1, 1);
  private static final FloatPicture BLACK = DrawnFaces.flat(64, 64, 0, 0, 0);

  private final Frame frame = DrawnFrames.of(3, DrawnFaces.waves(201, 155, 17));

  @Test
  void aFrameWithoutAFaceKeepsItsBits() {
    String before = frame.sha256();
    Frame composite = new Compositor(DEFAULTS).composite(frame, List.of());
    assertEquals(before, composite.sha256());
  }

  @Test
  void aFaceOutsideTheFrameChangesNothing() {
    AlignedFace face = DrawnFaces.face(3, 0, new Point(-90, 40), 5, 0);
    assertSame(frame, composite(DEFAULTS, DrawnFaces.placed(face, WHITE)));
  }

  @Test
  void aFaceCutByTheFramesEdgeIsPaintedUpToTheEdge() {
    AlignedFace face = DrawnFaces.face(3, 0, new Point(0, 77), 6, 0);
    Frame composite = composite(DEFAULTS, DrawnFaces.placed(face, DrawnFaces.waves(64, 64, 4)));
    int[] before = DrawnFrames.luma(frame);
    int[] after = DrawnFrames.luma(composite);
    int changed = 0;
    for (int y = 60; y < 100; y++) {
      changed += before[y * frame.width()] == after[y * frame.width()] ? 0 : 1;
    }
    assertTrue(changed > 25, "only " + changed + " of 40 samples at the edge changed");
  }

  @Test
  void theGivenFrameIsNotChanged() {
    String before = frame.sha256();
    Frame composite = composite(DEFAULTS, DrawnFaces.placed(middle(6), WHITE));
    assertEquals(before, frame.sha256());
    assertNotEquals(before, composite.sha256());
  }

  @Test
  void nothingOutsideTheHullChangesWhateverTheSettings() {
    AlignedFace face = DrawnFaces.face(3, 0, new Point(97.3, 71.8), 6, 0.3);
    ConvexPolygon hull = new ConvexPolygon(FaceAreas.of(Landmarks.of(face.mesh())).hull());
    for (MergingSettings settings :
        List.of(
            BARE,
            DEFAULTS,
            new MergingSettings(0, 0.5, ColorMatch.REINHARD, 10, 5, 1, 16),
            new MergingSettings(0.5, 0.5, ColorMatch.MEAN, -10, 1, 1, 16))) {
      int[] before = DrawnFrames.luma(frame);
      int[] after = DrawnFrames.luma(composite(settings, DrawnFaces.placed(face, WHITE)));
      int changed = 0;
      for (int i = 0; i < before.length; i++) {
        if (before[i] != after[i]) {
          changed++;
          double x = i % frame.width() + 0.5;
          double y = Math.floorDiv(i, frame.width()) + 0.5;
          assertEquals(0, hull.distance(x, y), settings + " at " + x + ", " + y);
        }
      }
      assertTrue(changed > 300, settings + " changed only " + changed);
    }
  }

  @Test
  void alphaIsZeroOutsideTheHullAndOutsideTheCrop() {
    AlignedFace face = middle(6);
    PlacedFace placed = DrawnFaces.placed(face, WHITE);
    ConvexPolygon hull = new ConvexPolygon(placed.hull());
    FacePatch patch = FacePatch.of(frame, placed, BARE).orElseThrow();
    for (int y = 0; y < patch.area().height(); y++) {
      for (int x = 0; x < patch.area().width(); x++) {
        Point place = new Point(patch.area().x() + x + 0.5, patch.area().y() + y + 0.5);
        Point crop = placed.predicted().frameToCrop().apply(place);
        boolean inCrop = crop.x() > 0 && crop.x() < 64 && crop.y() > 0 && crop.y() < 64;
        if (hull.distance(place.x(), place.y()) > 0 || !inCrop) {
          assertEquals(0, patch.alpha().at(x, y, 0));
        }
      }
    }
  }

  @Test
  void theNearestFaceLiesOnTopWhateverTheOrderOfTheList() {
    PlacedFace far = DrawnFaces.placed(DrawnFaces.face(3, 0, new Point(80, 75), 4, 0), BLACK);
    PlacedFace near = DrawnFaces.placed(DrawnFaces.face(3, 1, new Point(110, 75), 6, 0), WHITE);
    Frame one = composite(BARE, far, near);
    assertEquals(one.sha256(), composite(BARE, near, far).sha256());
    assertTrue(one.rgb(new Area(90, 70, 1, 1)).at(0, 0, 1) > 0.98, "the overlap shows the near");
    assertTrue(one.rgb(new Area(60, 70, 1, 1)).at(0, 0, 1) < 0.02, "the far one is there too");
  }

  @Test
  void facesOfOneSizeAreLaidByRisingKey() {
    PlacedFace first = DrawnFaces.placed(DrawnFaces.face(3, 0, new Point(80, 75), 5, 0), BLACK);
    PlacedFace second = DrawnFaces.placed(DrawnFaces.face(3, 1, new Point(80, 75), 5, 0), WHITE);
    assertTrue(composite(BARE, second, first).rgb(new Area(80, 75, 1, 1)).at(0, 0, 1) > 0.98);
  }

  @Test
  void coloursComeFromTheUntouchedFrameAlsoWhereFacesOverlap() {
    FloatPicture waves = DrawnFaces.waves(64, 64, 9);
    PlacedFace far = DrawnFaces.placed(DrawnFaces.face(3, 0, new Point(80, 75), 4, 0), BLACK);
    PlacedFace near = DrawnFaces.placed(middle(6), waves);
    FacePatch alone = FacePatch.of(frame, near, DEFAULTS).orElseThrow();
    Frame expected = frame.copy();
    FacePatch below = FacePatch.of(frame, far, DEFAULTS).orElseThrow();
    expected.blend(below.area(), below.rgb(), below.alpha());
    expected.blend(alone.area(), alone.rgb(), alone.alpha());
    assertEquals(expected.sha256(), composite(DEFAULTS, far, near).sha256());
  }

  @Test
  void theFramesOwnCropPutBackIsHardlySeen() {
    AlignedFace face = DrawnFaces.face(3, 0, new Point(100.4, 77.1), 6, -0.2);
    PlacedFace blank = DrawnFaces.placed(face, WHITE);
    FloatPicture own = FaceCropper.crop(frame, blank.predicted().frameToCrop(), 64);
    int[] before = DrawnFrames.luma(frame);
    int[] after = DrawnFrames.luma(composite(DEFAULTS, DrawnFaces.placed(face, own)));
    int worst = 0;
    for (int i = 0; i < before.length; i++) {
      worst = Math.max(worst, Math.abs(before[i] - after[i]));
    }
    assertTrue(worst <= 4, "worst difference " + worst + " of 255");
  }

  @Test
  void scaleDrawsTheFaceLargerAroundItsMiddle() {
    FloatPicture target = DrawnFaces.flat(64, 64, 0, 0, 0);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        boolean inside = Math.hypot(x + 0.5 - 32, y + 0.5 - 32) < 12;
        target.data()[(y * 64 + x) * 3 + 1] = inside ? 1 : 0;
      }
    }
    PlacedFace face = DrawnFaces.placed(middle(6), target);
    double same = greenArea(face, 0);
    assertEquals(1.21, greenArea(face, 10) / same, 0.02);
    assertEquals(0.81, greenArea(face, -10) / same, 0.02);
  }

  @Test
  void opacityZeroLeavesTheFrameAndHalfGoesHalfWay() {
    PlacedFace face = DrawnFaces.placed(middle(6), WHITE);
    assertEquals(frame.sha256(), composite(withOpacity(0), face).sha256());
    Area spot = new Area(100, 77, 1, 1);
    float before = frame.rgb(spot).at(0, 0, 1);
    float half = composite(withOpacity(0.5), face).rgb(spot).at(0, 0, 1);
    assertEquals((before + 1) / 2, half, 0.01);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameFrames() {
    PlacedFace face = DrawnFaces.placed(middle(6), DrawnFaces.waves(64, 64, 5));
    Compositor compositor = new Compositor(DEFAULTS);
    assertEquals(
        List.of(compositor.composite(frame, List.of(face)).sha256()),
        IntStream.range(0, 32)
            .parallel()
            .mapToObj(i -> compositor.composite(frame, List.of(face)).sha256())
            .distinct()
            .toList());
  }

  @Test
  void sharpeningRaisesContrastAndZeroLeavesThePicture() {
    FloatPicture waves = DrawnFaces.waves(64, 64, 1.5);
    assertSame(waves, Sharpening.apply(waves, 0));
    FloatPicture sharp = Sharpening.apply(waves, 1);
    assertTrue(contrast(sharp) > 1.2 * contrast(waves));
    FloatPicture flat = Sharpening.apply(WHITE, 5);
    assertEquals(1, flat.at(20, 20, 2), 1e-5);
  }

  private static double contrast(FloatPicture picture) {
    double sum = 0;
    for (float sample : picture.data()) {
      sum += Math.abs(sample - 0.5);
    }
    return sum;
  }

  private double greenArea(PlacedFace face, double scale) {
    MergingSettings settings = new MergingSettings(0, 0, ColorMatch.NONE, scale, 0, 1, 16);
    Optional<FacePatch> patch = FacePatch.of(frame, face, settings);
    double area = 0;
    float[] rgb = patch.orElseThrow().rgb().data();
    for (int i = 1; i < rgb.length; i += 3) {
      area += rgb[i];
    }
    return area;
  }

  private static MergingSettings withOpacity(double opacity) {
    return new MergingSettings(0, 0, ColorMatch.NONE, 0, 0, opacity, 16);
  }

  private static AlignedFace middle(double scale) {
    return DrawnFaces.face(3, 1, new Point(100, 77), scale, 0);
  }

  private Frame composite(MergingSettings settings, PlacedFace... faces) {
    return new Compositor(settings).composite(frame, List.of(faces));
  }
}
