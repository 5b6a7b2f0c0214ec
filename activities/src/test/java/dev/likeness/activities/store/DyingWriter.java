package dev.likeness.activities.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A bucket whose writer is killed at one of its writes: before it happens, or just after. */
final class DyingWriter implements InvocationHandler {
  private final Bucket bucket;
  private final boolean lastHappens;
  private int writesLeft;

  /** The writer's death, which nothing in the code under test may catch. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private DyingWriter(Bucket bucket, int writes, boolean lastHappens) {
    this.bucket = bucket;
    this.writesLeft = writes;
    this.lastHappens = lastHappens;
  }

  /**
   * The bucket as the writer sees it.
   *
   * @param writes how many writes happen before the fatal one
   * @param lastHappens whether the fatal one still happens
   */
  static Bucket on(Bucket bucket, int writes, boolean lastHappens) {
    return (Bucket)
        Proxy.newProxyInstance(
            Bucket.class.getClassLoader(),
            new Class<?>[] {Bucket.class},
            new DyingWriter(bucket, writes, lastHappens));
  }

  @Override
  public synchronized @Nullable Object invoke(
      Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
    boolean writes = method.getName().equals("create") || method.getName().equals("put");
    if (writes && writesLeft-- <= 0) {
      if (writesLeft == -1 && lastHappens) {
        pass(method, arguments);
      }
      throw new Killed();
    }
    return pass(method, arguments);
  }

  private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(bucket, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getTargetException();
    }
  }
}
