package dev.likeness.model.actors;

import dev.likeness.model.faces.Pose;
import dev.likeness.model.image.FloatPicture;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders one actor, or one actor with another's face, which is what a perfect swap looks like. The
 * same bytes on every machine: no clock, no chance, and only operations that Java defines to the
 * bit. Safe for any number of threads.
 */
public final class ActorRenderer {
  /** Eye corners, bridge and base of the nose: what hardly moves in any face. */
  private static final int[] RIGID = {33, 133, 362, 263, 168, 6, 197, 195, 2, 98, 327};

  private final Film film = new Film();
  private final FaceTopology topology = new FaceTopology();
  private final Expression expression = new Expression(topology);
  private final FloatPicture backdrop;
  private final Head head;
  private final double[] hostNeutral;
  private final Eyeball[] hostEyes;
  private final double[] faceNeutral;
  private final Eyeball[] faceEyes;
  private final Material faceSkin;
  private final Material neckSkin;
  private final Material cloth;
  private final Material iris;
  private final Surface scalp;

  private ActorRenderer(Actor host, Actor face, int width, int height) {
    double typical = 10.3 * height / 360;
    backdrop = Backdrop.paint(width, height, host.wall(), host.noise(1));
    hostNeutral = host.neutral();
    hostEyes = eyes(hostNeutral);
    faceNeutral = host == face ? hostNeutral : Fit.fitted(face.neutral(), hostNeutral, RIGID);
    faceEyes = eyes(faceNeutral);
    var texture = SkinPainter.paint(topology, face.look().paint(), face.seed());
    faceSkin = new Material.Skin(texture, texture.levelFor(17 * typical));
    neckSkin = new Material.Plain(host.look().paint().skin(), 0.12, host.noise(2), 0.1, 1);
    cloth = new Material.Plain(host.cloth(), 0.2, host.noise(3), 0.02, 0.1);
    iris = new Material.Eye(face.look().iris(), face.noise(4));
    head = new Head(topology, neckSkin);
    scalp = Scalp.grow(host.hair(), host.noise(5));
  }

  /** An actor as they are. */
  public static ActorRenderer of(Actor actor, int width, int height) {
    return new ActorRenderer(actor, actor, width, height);
  }

  /**
   * The exact answer of a swap: everything of the target but the face, which is the source's
   * neutral shape, fitted once over the rigid points, under the target's expression.
   */
  public static ActorRenderer answer(Actor source, Actor target, int width, int height) {
    return new ActorRenderer(target, source, width, height);
  }

  public Rendered render(Moment moment) {
    int width = backdrop.width();
    int height = backdrop.height();
    var place = new Placement(moment.pose(), -4, -5);
    var pose = moment.pose();
    var body =
        new Placement(new Pose(0.25 * pose.yaw(), 0.1 * pose.pitch(), 0.15 * pose.roll()), -14, -6);
    double[] hostFace = expression.apply(hostNeutral, hostEyes, moment);
    double[] face = expression.apply(faceNeutral, faceEyes, moment);
    var surfaces = new ArrayList<Surface>();
    for (Surface part : parts(moment, hostFace, face)) {
      surfaces.add(place.apply(part));
    }
    surfaces.add(Body.neck(place, body, neckSkin));
    surfaces.add(body.apply(Body.shoulders(cloth)));
    var camera = new Camera(moment.x() * width, moment.y() * height, moment.scale() * height / 360);
    return Rasteriser.draw(surfaces, camera, new Lighting(moment.light()), backdrop, film);
  }

  private List<Surface> parts(Moment moment, double[] hostFace, double[] face) {
    var parts = new ArrayList<Surface>();
    var skin = Surface.of(face, topology.uv(), topology.skin(), faceSkin);
    parts.add(
        new Surface(
            face,
            head.faceNormals(face),
            topology.uv(),
            skin.open(),
            topology.skin(),
            faceSkin,
            true));
    for (int side = 0; side < 2; side++) {
      parts.add(faceEyes[side].surface(moment, iris));
      parts.add(faceEyes[side].socket(face, side));
    }
    parts.add(Mouth.cavity(face));
    parts.add(Mouth.teeth(faceNeutral, true, moment.jaw()));
    parts.add(Mouth.teeth(faceNeutral, false, moment.jaw()));
    parts.add(Mouth.tongue(faceNeutral, moment.jaw()));
    parts.add(head.underFace(hostFace));
    parts.add(head.skull(hostFace));
    parts.add(head.ear(0));
    parts.add(head.ear(1));
    parts.add(scalp);
    return parts;
  }

  private static Eyeball[] eyes(double[] face) {
    return new Eyeball[] {Eyeball.behind(face, 0), Eyeball.behind(face, 1)};
  }
}
