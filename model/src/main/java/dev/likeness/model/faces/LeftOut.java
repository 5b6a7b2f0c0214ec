package dev.likeness.model.faces;

/** Why a face of a chosen person does not go into the faceset. It is still swapped. */
public enum LeftOut {
  /** The detector or the mesh network was unsure. */
  WEAK,
  /** The core box is too small in the frame. */
  SMALL,
  /** Far less sharp than this person's other faces. */
  BLURRED,
  /** Much of the core box lies outside the frame. */
  CUT_OFF,
  /** Turned too far away. */
  TURNED,
  /** Nearly the same picture as one already chosen. */
  DUPLICATE,
  /** The detector missed it; the track supplied it. */
  BRIDGED
}
