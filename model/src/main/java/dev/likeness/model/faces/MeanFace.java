package dev.likeness.model.faces;

import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.geometry.Umeyama;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean face in the core box (the unit square): points 17 to 67 of the iBUG scheme on the
 * canonical mesh, fitted once by Umeyama to the template that DeepFaceLab and faceswap share, so
 * that the core box and every crop size mean here what they mean there.
 */
public final class MeanFace {
  /** x, y of points 17 to 67; the template is dlib's mean face, centred on the nose. */
  private static final double[] TEMPLATE = {
    .010086, .106454, .085135, .038915, .191003, .018748, .300643, .034489, .403270, .077391,
    .596730, .077391, .699357, .034489, .808997, .018748, .914865, .038915, .989914, .106454,
    .500000, .203352, .500000, .307009, .500000, .409805, .500000, .515625, .376753, .587326,
    .435909, .609345, .500000, .628106, .564091, .609345, .623247, .587326, .131610, .216423,
    .196995, .178758, .275698, .179852, .344479, .231733, .270791, .245099, .192616, .244077,
    .655521, .231733, .724302, .179852, .803005, .178758, .868390, .216423, .807384, .244077,
    .729209, .245099, .264022, .780233, .350858, .745405, .438731, .727388, .500000, .742578,
    .561269, .727388, .649142, .745405, .735978, .780233, .652033, .864805, .566595, .902192,
    .500000, .909281, .433405, .902192, .347967, .864805, .300252, .784792, .437969, .778746,
    .500000, .785343, .562031, .778746, .699748, .784792, .563237, .824182, .500000, .831803,
    .436763, .824182
  };

  private static final int FIRST = 17;
  private static final MeanFace CANONICAL = fit();

  private final List<Point> points;
  private final List<Point> rigid;

  private MeanFace(List<Point> points) {
    this.points = List.copyOf(points);
    this.rigid = Landmarks.rigid().stream().map(i -> points.get(i - FIRST)).toList();
  }

  public static MeanFace canonical() {
    return CANONICAL;
  }

  /** Points 17 to 67 in the core box, y down. */
  public List<Point> points() {
    return points;
  }

  /** Maps the picture in which a face has these 68 landmarks to its core box. */
  public Affine toCore(List<Point> landmarks) {
    return Umeyama.fit(Landmarks.rigidOf(landmarks), rigid);
  }

  /** The template that the canonical mesh was fitted to, points 17 to 67. */
  static List<Point> template() {
    return IntStream.range(0, TEMPLATE.length / 2)
        .mapToObj(i -> new Point(TEMPLATE[2 * i], TEMPLATE[2 * i + 1]))
        .toList();
  }

  private static MeanFace fit() {
    double[] mesh = CanonicalFace.load().points();
    List<Point> canonical = new ArrayList<>();
    for (int i : Landmarks.meshPoints().subList(FIRST, Landmarks.meshPoints().size())) {
      canonical.add(new Point(mesh[3 * i], -mesh[3 * i + 1]));
    }
    Affine map = Umeyama.fit(canonical, template());
    return new MeanFace(canonical.stream().map(map::apply).toList());
  }
}
