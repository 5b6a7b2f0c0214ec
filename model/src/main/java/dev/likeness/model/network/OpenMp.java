package dev.likeness.model.network;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The OpenMP runtime that oneDNN runs on: ND4J has no call that sets its threads. */
final class OpenMp {
  private static final MethodHandle SET = handle();

  private OpenMp() {}

  /** By name alone, so that the library ND4J has loaded already is found, not another copy. */
  @SuppressWarnings("restricted")
  private static MethodHandle handle() {
    var symbol =
        SymbolLookup.libraryLookup("libgomp.so.1", Arena.global()).find("omp_set_num_threads");
    return Linker.nativeLinker()
        .downcallHandle(symbol.orElseThrow(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
  }

  /**
   * Sets the number of threads of every parallel region that the calling thread starts, which is
   * why each thread that runs a program calls it.
   */
  static void threads(int count) {
    try {
      SET.invokeExact(count);
    } catch (Throwable e) {
      throw new IllegalStateException("The number of OpenMP threads could not be set.", e);
    }
  }
}
