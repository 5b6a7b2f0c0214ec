package dev.likeness.activities.runner;

import java.lang.reflect.Proxy;

/**
 * POSIX signals of this process. Through reflection, as the JDK's only way to hear them is a class
 * whose mere mention is a compiler warning.
 */
public final class Signals {
  private Signals() {}

  /** Does nothing on this signal, given without its SIG. */
  public static void ignore(String signal) {
    on(signal, () -> {});
  }

  /** Runs the action, on a thread of the JVM's, each time the signal comes, instead of ending. */
  public static void on(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException refused) {
      throw new IllegalStateException("This Java cannot handle SIG" + signal + ".", refused);
    }
  }
}
