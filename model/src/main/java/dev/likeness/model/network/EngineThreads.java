package dev.likeness.model.network;

import org.nd4j.linalg.factory.Nd4j;

/** The number of threads of every library that a program calls. */
record EngineThreads(int count) {
  static {
    // Whoever runs a program passes here before the libraries are loaded.
    Kernels.fix();
  }

  EngineThreads {
    if (count < 1) {
      throw new IllegalArgumentException("An engine needs a thread, not " + count + ".");
    }
  }

  /**
   * Before each run: OpenMP's number belongs to the thread that runs, the others to the process,
   * where another engine may have changed them.
   */
  void apply() {
    Nd4j.getEnvironment().setMaxThreads(count);
    Nd4j.getEnvironment().setMaxMasterThreads(count);
    if (Nd4j.getEnvironment().isCPU()) {
      Nd4j.factory().blas().setMaxThreads(count);
      OpenMp.threads(count);
    }
  }
}
