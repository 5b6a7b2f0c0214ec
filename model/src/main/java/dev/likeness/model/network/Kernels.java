package dev.likeness.model.network;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/**
 * Which kernels OpenBLAS and oneDNN compute with. They would take the best for the CPU they meet,
 * and kernels for other instruction sets sum in another order: a training that goes on on another
 * machine would end in other bits.
 */
final class Kernels {
  /** The instruction set of all kernels, whatever else a CPU has. */
  static final String FAMILY = "avx2";

  private Kernels() {}

  /** Has to happen before the libraries are loaded: they read their environment then. */
  static void fix() {
    if (System.getProperty("os.arch").equals("amd64")) {
      set("OPENBLAS_CORETYPE", "Haswell");
      set("DNNL_MAX_CPU_ISA", FAMILY.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /** What OpenBLAS really took; {@code Haswell} where the CPU has {@link #FAMILY}. */
  @SuppressWarnings("restricted")
  static String openBlas() {
    try (Arena arena = Arena.ofConfined()) {
      // By name alone, as in OpenMp: the copy that is loaded already.
      var symbol =
          SymbolLookup.libraryLookup("libopenblas.so.0", arena).find("openblas_get_corename");
      var name =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(symbol.orElseThrow(), FunctionDescriptor.of(ValueLayout.ADDRESS))
                  .invokeExact();
      return name.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw new IllegalStateException("OpenBLAS does not say which kernels it has.", e);
    }
  }

  @SuppressWarnings("restricted")
  private static void set(String name, String value) {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      var _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().find("setenv").orElseThrow(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT,
                          ValueLayout.ADDRESS,
                          ValueLayout.ADDRESS,
                          ValueLayout.JAVA_INT))
                  .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
    } catch (Throwable e) {
      throw new IllegalStateException("The environment could not be set.", e);
    }
  }
}
