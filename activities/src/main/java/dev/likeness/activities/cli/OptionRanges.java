package dev.likeness.activities.cli;

import dev.likeness.model.blending.MergingOption;
import java.util.Arrays;
import java.util.ListResourceBundle;

/** Ranges and defaults of options for the help, read from where they stand. */
final class OptionRanges extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return Arrays.stream(MergingOption.values())
        .map(option -> new Object[] {"merging." + option, option.range()})
        .toArray(Object[][]::new);
  }
}
