package dev.likeness.model.training;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.likeness.model.network.Tensors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma and Ba 2015) as Keras computes it: bias correction goes into the rate, epsilon is
 * added to the uncorrected root. Every number depends on its own past alone, so threads cannot
 * change the bits.
 */
public final class Adam implements Optimizer {
  /** Floats in a block; seven blocks of them stay in a core's own cache. */
  private static final int BLOCK = 1 << 13;

  private final double rate;
  private final double beta1;
  private final double beta2;
  private final float epsilon;
  private final int threads;

  public Adam(double rate, double beta1, double beta2, double epsilon, int threads) {
    this.rate = rate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = (float) epsilon;
    this.threads = threads;
  }

  private record Span(
      MemorySegment weights, MemorySegment gradients, MemorySegment first, MemorySegment second) {
    Span slice(long from, long bytes) {
      return new Span(
          weights.asSlice(from, bytes),
          gradients.asSlice(from, bytes),
          first.asSlice(from, bytes),
          second.asSlice(from, bytes));
    }
  }

  @Override
  public void step(
      Tensors weights, Tensors gradients, Moments moments, List<String> group, long iteration) {
    double corrected =
        rate
            * Math.sqrt(1 - StrictMath.pow(beta2, (double) iteration))
            / (1 - StrictMath.pow(beta1, (double) iteration));
    List<Span> blocks = new ArrayList<>();
    for (String name : group) {
      var whole =
          new Span(
              weights.segment(name),
              gradients.segment(name),
              moments.first().segment(name),
              moments.second().segment(name));
      long bytes = whole.weights.byteSize();
      long block = (long) BLOCK * Float.BYTES * 16;
      for (long at = 0; at < bytes; at += block) {
        blocks.add(whole.slice(at, Math.min(block, bytes - at)));
      }
    }
    var failed = new AtomicReference<@Nullable Throwable>();
    List<Thread> workers =
        IntStream.range(1, threads)
            .mapToObj(
                worker ->
                    Thread.ofPlatform()
                        .name("adam-" + worker)
                        .uncaughtExceptionHandler((thread, why) -> failed.compareAndSet(null, why))
                        .start(() -> share(blocks, worker, (float) corrected)))
            .toList();
    share(blocks, 0, (float) corrected);
    for (Thread worker : workers) {
      join(worker);
    }
    if (failed.get() != null) {
      throw new IllegalStateException("Only a part of the weights has moved.", failed.get());
    }
  }

  private static void join(Thread worker) {
    boolean interrupted = false;
    while (true) {
      try {
        worker.join();
        break;
      } catch (InterruptedException e) {
        // Half a step must not be left behind: finish it, then pass the interrupt on.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void share(List<Span> blocks, int worker, float corrected) {
    float[] w = new float[BLOCK];
    float[] g = new float[BLOCK];
    float[] m = new float[BLOCK];
    float[] v = new float[BLOCK];
    for (int i = worker; i < blocks.size(); i += threads) {
      Span span = blocks.get(i);
      long floats = span.weights.byteSize() / Float.BYTES;
      for (long at = 0; at < floats; at += BLOCK) {
        int length = (int) Math.min(BLOCK, floats - at);
        long from = at * Float.BYTES;
        MemorySegment.copy(span.weights, JAVA_FLOAT, from, w, 0, length);
        MemorySegment.copy(span.gradients, JAVA_FLOAT, from, g, 0, length);
        MemorySegment.copy(span.first, JAVA_FLOAT, from, m, 0, length);
        MemorySegment.copy(span.second, JAVA_FLOAT, from, v, 0, length);
        move(w, g, m, v, length, corrected);
        MemorySegment.copy(w, 0, span.weights, JAVA_FLOAT, from, length);
        MemorySegment.copy(m, 0, span.first, JAVA_FLOAT, from, length);
        MemorySegment.copy(v, 0, span.second, JAVA_FLOAT, from, length);
      }
    }
  }

  private void move(float[] w, float[] g, float[] m, float[] v, int length, float corrected) {
    float keep1 = (float) (1 - beta1);
    float keep2 = (float) (1 - beta2);
    for (int i = 0; i < length; i++) {
      float mean = m[i] + (g[i] - m[i]) * keep1;
      float square = v[i] + (g[i] * g[i] - v[i]) * keep2;
      m[i] = mean;
      v[i] = square;
      w[i] -= mean * corrected / ((float) Math.sqrt(square) + epsilon);
    }
  }
}
