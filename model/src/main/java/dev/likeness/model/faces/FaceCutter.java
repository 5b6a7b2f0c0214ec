package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Box;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Cuts aligned faces straight from their frame in one resampling: a square that contains every crop
 * type's box at the face's yaw, at the frame's own scale, never enlarged.
 */
public final class FaceCutter {
  private static final int FINEST = 8;

  private final CutOptions options;

  public FaceCutter(CutOptions options) {
    this.options = options;
  }

  /** One face of a frame. Beyond the frame its border is repeated. */
  public CutFace cut(Picture frame, AlignedFace face) {
    return cut(frame, List.of(face)).getFirst();
  }

  /** Several faces of one frame, in their order. */
  public List<CutFace> cut(Picture frame, List<AlignedFace> faces) {
    try (var _ = new PointerScope()) {
      Mat pixels = Warp.mat(frame);
      List<CutFace> cut = new ArrayList<>();
      for (AlignedFace face : faces) {
        cut.add(cut(pixels, face));
      }
      return cut;
    }
  }

  private CutFace cut(Mat frame, AlignedFace face) {
    Box wanted = square(face.pose().yaw());
    double coreSize = 1 / face.toCore().scale();
    double unshrunk = wanted.width() * coreSize;
    int side = (int) Math.clamp(Math.ceil(unshrunk), 1, options.maxSide());
    double shrink = Math.min(1, side / unshrunk);
    // Whole pixels at the frame's scale show slightly more than the wanted square.
    double shown = side / (coreSize * shrink);
    Affine fromCore =
        Affine.toUnit(around(wanted.center(), shown)).then(Affine.scaling(side, side));
    Affine toPicture = face.toCore().then(fromCore);
    Picture picture;
    try (var _ = new PointerScope()) {
      picture = Warp.picture(Warp.square(frame, toPicture, side, FINEST));
    }
    var record =
        new FacesetFace(
            face.key(),
            face.person(),
            name(face),
            side,
            fromCore.inverse(),
            face.pose(),
            face.quality(),
            Landmarks.of(face.mesh()).stream().map(toPicture::apply).toList());
    return new CutFace(record, picture);
  }

  /** The smallest square, in core boxes, that contains every crop type's box at this yaw. */
  static Box square(double yaw) {
    double left = Double.POSITIVE_INFINITY;
    double top = left;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = right;
    for (CropType type : CropType.values()) {
      Affine toCore = type.fromCore(yaw, 1).inverse();
      Point first = toCore.apply(new Point(0, 0));
      Point last = toCore.apply(new Point(1, 1));
      left = Math.min(left, first.x());
      top = Math.min(top, first.y());
      right = Math.max(right, last.x());
      bottom = Math.max(bottom, last.y());
    }
    return around(
        new Point((left + right) / 2, (top + bottom) / 2), Math.max(right - left, bottom - top));
  }

  private static Box around(Point center, double side) {
    return new Box(center.x() - side / 2, center.y() - side / 2, side, side);
  }

  private String name(AlignedFace face) {
    return "%s/%06d_%d.%s"
        .formatted(
            face.person(),
            face.key().frame(),
            face.key().number(),
            options.lossless() ? "png" : "jpg");
  }
}
