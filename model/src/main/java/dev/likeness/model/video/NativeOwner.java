package dev.likeness.model.video;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Native things that end together, the last made first. A constructor that fails halfway leaves
 * none behind when whoever called it closes this.
 */
final class NativeOwner implements AutoCloseable {
  private final Deque<Runnable> releases = new ArrayDeque<>();

  /** Takes over the thing, to be released by {@code release}. */
  <T> T add(T thing, Consumer<? super T> release) {
    releases.push(() -> release.accept(thing));
    return thing;
  }

  /** Releases everything, also when one of them fails; the second time there is nothing left. */
  @Override
  public void close() {
    while (!releases.isEmpty()) {
      Runnable release = releases.pop();
      try {
        release.run();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }
}
