package dev.likeness.activities.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One measured figure.
 *
 * @param meaning what it is and how it was taken, for the table
 */
@JsonPropertyOrder({"name", "value", "unit"})
public record Figure(String name, double value, String unit, @JsonIgnore String meaning) {
  public Figure {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("The figure " + name + " is not a number.");
    }
  }
}
