package dev.likeness.activities.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.actors.DemoFootage;
import dev.likeness.model.actors.DemoOptions;
import dev.likeness.model.blending.AverageFace;
import dev.likeness.model.blending.MergingConfig;
import dev.likeness.model.faces.AlignOptions;
import dev.likeness.model.faces.AlignedFace;
import dev.likeness.model.faces.Aligner;
import dev.likeness.model.faces.CropType;
import dev.likeness.model.faces.CutOptions;
import dev.likeness.model.faces.FaceCutter;
import dev.likeness.model.faces.FaceFinder;
import dev.likeness.model.faces.FacesetWriter;
import dev.likeness.model.faces.FindOptions;
import dev.likeness.model.faces.FrameFaces;
import dev.likeness.model.faces.Identity;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.FloatPicture;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.Frame;
import dev.likeness.model.video.FrameReader;
import dev.likeness.model.video.MediaIndexer;
import dev.likeness.model.video.MediaLimits;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastedFaceTest {
  private static final int SIZE = 64;

  @TempDir Path folder;

  private final List<Frame> frames = new ArrayList<>();
  private List<AlignedFace> faces = List.of();

  @BeforeEach
  void films() throws Exception {
    var films = new DemoFilms(folder, new DemoFootage(new DemoOptions(1, 2, 320, 180, 25)));
    films.render(done -> {});
    try (FileChannel channel = FileChannel.open(films.target());
        FrameReader reader =
            FrameReader.open(channel, MediaIndexer.index(channel, MediaLimits.DEFAULT), 0, 2);
        FaceFinder finder = FaceFinder.open(FindOptions.DEFAULT)) {
      List<FrameFaces> found = new ArrayList<>();
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        Frame frame = next.get();
        frames.add(frame);
        found.add(finder.find("m", frame.ordinal(), frame.picture()).records());
      }
      faces =
          new Aligner(Identity.load(), AlignOptions.DEFAULT)
              .align("m", found, key -> Optional.empty())
              .faces();
    }
    assertEquals(2, faces.size());
  }

  @Test
  void onePictureCoversEveryFaceAndNothingElse() {
    FloatPicture blue = FloatPicture.blank(SIZE, SIZE, 3);
    for (int i = 2; i < blue.data().length; i += 3) {
      blue.data()[i] = 1;
    }
    var merging =
        new MergingConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.of("none"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .settings();
    var pasted = new PastedFace(blue, SIZE, CropType.FULL, merging);

    Picture after = pasted.over(frames.get(1), List.of(faces.get(1))).picture();

    Point middle = faces.get(1).toCore().inverse().apply(new Point(0.5, 0.5));
    int column = (int) middle.x();
    int row = (int) middle.y();
    int at = 3 * (row * after.width() + column);
    assertTrue((after.rgb()[at + 2] & 255) > 240, "blue in the middle of the face");
    assertTrue((after.rgb()[at] & 255) < 20, "no red there");
    assertEquals(frames.get(1).picture().rgb()[0], after.rgb()[0], "the corner is as it was");
  }

  @Test
  void frameWithoutAFaceStaysTheSame() {
    var pasted =
        new PastedFace(
            FloatPicture.blank(SIZE, SIZE, 3),
            SIZE,
            CropType.FULL,
            MergingConfig.DEFAULTS.settings());

    assertSame(frames.get(0), pasted.over(frames.get(0), List.of()));
  }

  @Test
  void meanOfTheSameFaceTwiceIsThatFace() throws Exception {
    Path faceset = folder.resolve("faceset");
    var cutter = new FaceCutter(new CutOptions(1024, true));
    try (FacesetWriter writer = FacesetWriter.folder(faceset)) {
      writer.add(cutter.cut(frames.get(0).picture(), faces.get(0)));
      writer.finish();
    }
    var once = new AverageFace(SIZE);
    MeanSourceFace.add(faceset, CropType.FULL, SIZE, once);
    var twice = new AverageFace(SIZE);
    MeanSourceFace.add(faceset, CropType.FULL, SIZE, twice);
    MeanSourceFace.add(faceset, CropType.FULL, SIZE, twice);

    float[] expected = once.picture().data();
    float[] mean = twice.picture().data();
    double spread = 0;
    for (int i = 0; i < mean.length; i++) {
      assertEquals(expected[i], mean[i], 1e-6);
      spread = Math.max(spread, Math.abs(mean[i] - mean[0]));
    }
    assertTrue(spread > 0.2, "a face and not a plain area");
  }
}
