package dev.likeness.model.blending;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the predicted face takes on the target's colours. */
public enum ColorMatch {
  /** Mean and spread of L, a and b (Reinhard et al. 2001), each spread changed by 0.5 to 2. */
  REINHARD,
  /** Mean of L, a and b only. */
  MEAN,
  /** The prediction's own colours. */
  NONE;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
