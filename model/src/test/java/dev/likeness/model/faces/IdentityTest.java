package dev.likeness.model.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.likeness.model.image.Picture;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Identity IDENTITY = Identity.load();

  @Test
  void onePersonMirroredDarkerOrMovedIsNearerThanAnother() {
    try (var finder = FaceFinder.open(FindOptions.DEFAULT)) {
      double[] collins = descriptor(finder, Portraits.collins());
      double[] hopper = descriptor(finder, Portraits.hopper());
      double[] mirrored = descriptor(finder, Portraits.mirrored(Portraits.collins()));
      double[] dark = descriptor(finder, Portraits.darkened(Portraits.hopper(), 0.6));
      double[] moved =
          descriptor(finder, Portraits.placed(Portraits.collins(), 333, 111, 1280, 720));

      assertTrue(Identity.distance(collins, mirrored) < 0.35);
      assertTrue(Identity.distance(collins, moved) < 0.35);
      assertTrue(Identity.distance(hopper, dark) < 0.35);
      assertTrue(Identity.distance(collins, hopper) > Identity.SAME);
      assertTrue(Identity.distance(mirrored, dark) > Identity.SAME);
    }
  }

  @Test
  void aDescriptorHas128NumbersAndIsTheSameEveryTime() {
    Picture chip = Picture.blank(Chip.SIDE, Chip.SIDE);

    double[] descriptor = IDENTITY.descriptor(chip);

    assertEquals(128, descriptor.length);
    assertArrayEquals(descriptor, Identity.load().descriptor(chip));
  }

  @Test
  void refusesAPictureThatIsNoChip() {
    assertThrows(
        IllegalArgumentException.class, () -> IDENTITY.descriptor(Picture.blank(160, 150)));
  }

  private static double[] descriptor(FaceFinder finder, Picture picture) {
    return IDENTITY.descriptor(finder.find("m", 0, picture).chips().getFirst().picture());
  }
}
