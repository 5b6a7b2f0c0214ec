package dev.likeness.activities.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelOwnerTest {
  @Test
  void isReadAsItWasWrittenWhateverAPersonCalledTheWorkflow() {
    var owner = new ModelOwner("anne | second try|3", "7c0f", 12);
    assertEquals(Optional.of(owner), ModelOwner.of(owner.written()));
  }

  @Test
  void isTheSameJobInAnotherRunButNotInAnotherExecution() {
    var owner = new ModelOwner("anne", "7c0f", 1);
    assertTrue(owner.isOf("anne", "7c0f"));
    assertFalse(owner.isOf("anne", "9d2e"));
    assertFalse(owner.isOf("george", "7c0f"));
  }

  @Test
  void isAbsentInWhatSomethingElseWrote() {
    for (String other : new String[] {"", "anne", "anne|7c0f", "anne|7c0f|second", "|", "||"}) {
      assertEquals(Optional.empty(), ModelOwner.of(other), other);
    }
  }
}
