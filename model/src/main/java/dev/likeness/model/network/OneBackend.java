package dev.likeness.model.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * The class path as ND4J sees it, with one device's backend. ND4J would try all that are there, the
 * GPU's first, print the stack trace of one that does not start, and silently go on with the next.
 */
final class OneBackend extends ClassLoader {
  private static final String SERVICES = "META-INF/services/";
  private static final String BACKENDS = SERVICES + "org.nd4j.linalg.factory.Nd4jBackend";

  private final Device device;
  private final ClassLoader all;

  /** The jars with the other devices' backends, whose other services stay hidden, too. */
  private final Set<String> hidden = new HashSet<>();

  OneBackend(Device device, ClassLoader all) {
    super(all);
    this.device = device;
    this.all = all;
    Arrays.stream(Device.values())
        .filter(other -> other != device)
        .forEach(other -> hidden.addAll(places(other, all)));
  }

  /**
   * Has ND4J load this device's backend, when it is first used. A process loads one and keeps it.
   *
   * @return the device that was chosen first
   */
  static synchronized Device choose(Device wanted) {
    ClassLoader now = ND4JClassLoading.getNd4jClassloader();
    if (now instanceof OneBackend chosen) {
      return chosen.device;
    }
    ND4JClassLoading.setNd4jClassloader(new OneBackend(wanted, now));
    return wanted;
  }

  /** Whether the class path has a backend for this device; it may still not start. */
  static boolean has(Device device) {
    return has(device, ND4JClassLoading.getNd4jClassloader());
  }

  static boolean has(Device device, ClassLoader all) {
    return !places(device, all instanceof OneBackend one ? one.all : all).isEmpty();
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> found = all.getResources(name);
    return name.startsWith(SERVICES)
        ? Collections.enumeration(
            Collections.list(found).stream().filter(url -> !hidden.contains(place(url))).toList())
        : found;
  }

  private static Set<String> places(Device device, ClassLoader all) {
    String backend =
        switch (device) {
          case CPU -> "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
          case CUDA -> "org.nd4j.linalg.jcublas.JCublasBackend";
        };
    Set<String> places = new HashSet<>();
    try {
      for (URL url : Collections.list(all.getResources(BACKENDS))) {
        try (InputStream in = url.openStream()) {
          if (new String(in.readAllBytes(), UTF_8).contains(backend)) {
            places.add(place(url));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }

  private static String place(URL service) {
    String text = service.toString();
    return text.substring(0, text.lastIndexOf(SERVICES));
  }
}
