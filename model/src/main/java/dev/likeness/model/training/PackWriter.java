package dev.likeness.model.training;

import dev.likeness.model.faces.FaceAreas;
import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.geometry.Affine;
import dev.likeness.model.geometry.Point;
import dev.likeness.model.image.Picture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes a pack of a faceset: aligned squares with a margin, and how much each pixel counts. */
public final class PackWriter {
  /** The hull is dilated by this share of the crop, and the weight falls over as much again. */
  private static final double DILATION = 1.0 / 16;

  private static final double OUTSIDE = 0.1;
  private static final int FINEST = 4;

  private final PackShape shape;
  private final double eyes;
  private final double mouth;

  /**
   * @param eyes how much more the eyes count, added to 1
   * @param mouth how much more the mouth counts, added to 1
   */
  public PackWriter(PackShape shape, double eyes, double mouth) {
    this.shape = shape;
    this.eyes = eyes;
    this.mouth = mouth;
  }

  /** Writes a new file of all faces in the given order and opens it. */
  public Pack write(Path file, List<FacesetFace> faces, PictureSource pictures, int threads)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int start = 0; start < faces.size(); start += 4 * threads) {
        List<Future<byte[]>> some = new ArrayList<>();
        for (FacesetFace face : faces.subList(start, Math.min(start + 4 * threads, faces.size()))) {
          some.add(workers.submit(() -> bytes(face, pictures.picture(face))));
        }
        for (Future<byte[]> bytes : some) {
          ByteBuffer buffer = ByteBuffer.wrap(result(bytes));
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
      }
    }
    return Pack.open(file, shape, (float) weightScale());
  }

  private static byte[] result(Future<byte[]> bytes) throws IOException {
    try {
      return bytes.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Packing was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }

  private double weightScale() {
    return 255 / (1 + Math.max(eyes, mouth));
  }

  private byte[] bytes(FacesetFace face, Picture picture) {
    byte[] bytes = new byte[shape.faceBytes()];
    Affine toPicture = toSquare(face, shape.pictureSide());
    square(picture, toPicture, bytes);
    weights(face, toSquare(face, shape.weightSide()), bytes);
    return bytes;
  }

  /** From the faceset's picture to a square of {@code side} pixels, crop and margin. */
  private Affine toSquare(FacesetFace face, int side) {
    double crop = side / PackShape.MARGIN;
    double margin = (side - crop) / 2;
    return face.toCore()
        .then(shape.crop().fromCore(face.pose().yaw(), crop))
        .then(Affine.translation(margin, margin));
  }

  private void square(Picture picture, Affine toSquare, byte[] bytes) {
    int side = shape.pictureSide();
    Affine back = toSquare.inverse();
    int samples = Math.clamp((int) Math.ceil(back.scale() - 1e-9), 1, FINEST);
    double[] sum = new double[3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        sum[0] = 0;
        sum[1] = 0;
        sum[2] = 0;
        for (int i = 0; i < samples * samples; i++) {
          double u = x + (i % samples + 0.5) / samples;
          int row = i / samples;
          double v = y + (row + 0.5) / samples;
          add(
              picture,
              back.a() * u + back.b() * v + back.c() - 0.5,
              back.d() * u + back.e() * v + back.f() - 0.5,
              sum);
        }
        for (int c = 0; c < 3; c++) {
          bytes[3 * (y * side + x) + c] = (byte) Math.round(sum[c] / (samples * samples));
        }
      }
    }
  }

  /** Bilinear; outside the picture its border is repeated. */
  private static void add(Picture picture, double x, double y, double[] sum) {
    double px = Math.clamp(x, 0, picture.width() - 1);
    double py = Math.clamp(y, 0, picture.height() - 1);
    int x0 = (int) px;
    int y0 = (int) py;
    int right = x0 + 1 < picture.width() ? 3 : 0;
    int down = y0 + 1 < picture.height() ? 3 * picture.width() : 0;
    int at = 3 * (y0 * picture.width() + x0);
    double fx = px - x0;
    double fy = py - y0;
    byte[] rgb = picture.rgb();
    for (int c = 0; c < 3; c++) {
      double top = (rgb[at + c] & 255) * (1 - fx) + (rgb[at + right + c] & 255) * fx;
      double bottom =
          (rgb[at + down + c] & 255) * (1 - fx) + (rgb[at + down + right + c] & 255) * fx;
      sum[c] += top * (1 - fy) + bottom * fy;
    }
  }

  private void weights(FacesetFace face, Affine toSquare, byte[] bytes) {
    List<Point> landmarks = face.landmarks().stream().map(toSquare::apply).toList();
    FaceAreas areas = FaceAreas.of(landmarks);
    int side = shape.weightSide();
    double fall = DILATION * side / PackShape.MARGIN;
    float[] distance = areas.distance(side, side).data();
    float[] eyeMask = areas.eyes(side, side).data();
    float[] mouthMask = areas.mouth(side, side).data();
    for (int i = 0; i < distance.length; i++) {
      double fallen = Math.clamp((distance[i] - fall) / fall, 0.0, 1.0);
      double base = 1 - (1 - OUTSIDE) * fallen * fallen * (3 - 2 * fallen);
      double weight = base * (1 + Math.max(eyes * eyeMask[i], mouth * mouthMask[i]));
      bytes[shape.pictureBytes() + i] =
          (byte) Math.clamp(Math.round(weight * weightScale()), 1, 255);
    }
  }
}
