package dev.likeness.model.faces;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Area;
import dev.likeness.model.image.Picture;
import dev.likeness.model.video.StillPicture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds and meshes every face of a frame, knowing no other frame: the same pixels give the same
 * records whatever came before, on any number of threads. One finder serves one thread at a time;
 * it owns some 20 MB of native memory until it is closed.
 */
public final class FaceFinder implements AutoCloseable {
  /** Below this the mesh network has seen no face, and the record would only be noise. */
  private static final double MIN_MESH_SCORE = 0.05;

  private static final double SAME_MESH = 0.5;
  private static final int CHIP_QUALITY = 92;
  private static final int SIGNATURE_SIDE = 96;

  private final FindOptions options;
  private final FaceDetector detector = new FaceDetector();
  private final FaceMesher mesher = new FaceMesher();

  private FaceFinder(FindOptions options) {
    this.options = options;
  }

  /** Loads the networks; OpenCV is set to one thread per caller for the whole process. */
  public static FaceFinder open(FindOptions options) {
    setNumThreads(1); // callers run frames in parallel, and threads would change the sums' order
    return new FaceFinder(options);
  }

  /**
   * The faces of one frame, by falling score.
   *
   * @param medium SHA-256 of the medium, hexadecimal
   * @param ordinal the frame's number in the medium, from 0
   */
  public FoundFaces find(String medium, int ordinal, Picture frame) {
    try (var _ = new PointerScope()) {
      Mat pixels = Warp.mat(frame);
      List<Detection> detections = new ArrayList<>();
      for (Area part : Tiles.of(frame.width(), frame.height(), options.minFace())) {
        detections.addAll(detector.detect(pixels, part, options.minScore()));
      }
      List<FaceRecord> faces = new ArrayList<>();
      List<Chip> chips = new ArrayList<>();
      for (Detection detection : Detection.distinct(detections)) {
        var meshed = mesher.mesh(pixels, detection);
        if (meshed.score() >= MIN_MESH_SCORE && isNew(meshed.mesh(), faces)) {
          var key = new FaceKey(medium, ordinal, faces.size());
          faces.add(record(pixels, key, detection, meshed, chips));
        }
      }
      var signature = signature(pixels);
      return new FoundFaces(
          new FrameFaces(ordinal, frame.width(), frame.height(), signature, faces), chips);
    }
  }

  private FaceRecord record(
      Mat frame, FaceKey key, Detection detection, FaceMesher.Meshed meshed, List<Chip> chips) {
    Affine toCore = MeanFace.canonical().toCore(Landmarks.of(meshed.mesh()));
    Pose pose = Posing.canonical().of(meshed.mesh());
    Picture chip;
    try (var _ = new PointerScope()) {
      chip = Warp.picture(Warp.square(frame, QualityMeter.toChip(toCore), Chip.SIDE, 4));
    }
    Quality quality = QualityMeter.measure(chip, toCore, frame.cols(), frame.rows());
    boolean kept =
        key.frame() % options.chipEvery() == 0
            && QualityMeter.deservesChip(detection.score(), meshed.score(), pose, quality);
    if (kept) {
      chips.add(new Chip(key, StillPicture.jpeg(chip, CHIP_QUALITY)));
    }
    return new FaceRecord(
        key,
        detection.box(),
        detection.score(),
        meshed.mesh(),
        meshed.score(),
        pose,
        quality,
        kept);
  }

  private static FrameSignature signature(Mat frame) {
    var small = new Mat();
    resize(frame, small, new Size(SIGNATURE_SIDE, SIGNATURE_SIDE), 0, 0, INTER_AREA);
    return FrameSignature.of(Warp.picture(small));
  }

  /** Two detections whose meshes settle on the same face are one. */
  private static boolean isNew(Mesh mesh, List<FaceRecord> faces) {
    var bounds = MeshBounds.of(mesh);
    return faces.stream().noneMatch(f -> MeshBounds.of(f.mesh()).overlap(bounds) > SAME_MESH);
  }

  @Override
  public void close() {
    detector.close();
    mesher.close();
  }
}
