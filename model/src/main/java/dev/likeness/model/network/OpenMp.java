package dev.likeness.model.network;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/** The OpenMP runtime that oneDNN runs on: ND4J has no call that sets its threads. */
final class OpenMp {
  private OpenMp() {}

  /**
   * Sets the number of threads of every parallel region that the calling thread starts, which is
   * why each thread that runs a program calls it.
   */
  @SuppressWarnings("restricted")
  static void threads(int count) {
    try (Arena arena = Arena.ofConfined()) {
      // By name alone, so that the library ND4J has loaded already is found, not another copy.
      var symbol = SymbolLookup.libraryLookup("libgomp.so.1", arena).find("omp_set_num_threads");
      Linker.nativeLinker()
          .downcallHandle(symbol.orElseThrow(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(count);
    } catch (Throwable e) {
      throw new IllegalStateException("The number of OpenMP threads could not be set.", e);
    }
  }
}
