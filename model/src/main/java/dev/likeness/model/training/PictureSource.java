package dev.likeness.model.training;

import dev.likeness.model.faces.FacesetFace;
import dev.likeness.model.image.Picture;
import java.io.IOException;

/** Where the picture of a face of a faceset comes from. */
public interface PictureSource {
  Picture picture(FacesetFace face) throws IOException;
}
