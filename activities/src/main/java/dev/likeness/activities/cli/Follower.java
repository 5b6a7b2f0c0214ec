package dev.likeness.activities.cli;

import io.temporal.client.WorkflowStub;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Waits for a workflow's result while showing where it stands, until a signal comes. */
final class Follower {
  private static final long BETWEEN_LOOKS = 1;

  private final Session session;
  private final Interrupts interrupts;
  private final String goOn;

  /** With the sentence that tells a person who interrupts how to go on. */
  Follower(Session session, Interrupts interrupts, String goOn) {
    this.session = session;
    this.interrupts = interrupts;
    this.goOn = goOn;
  }

  /** What came of a workflow, and the last that was seen of it. */
  record Shown<R>(R result, SwapStatus last) {}

  /** Follows a workflow on the screen, to its result. */
  <R> Shown<R> show(Screen screen, WorkflowStub workflow, String id, Class<R> type)
      throws InterruptedException {
    var last = new AtomicReference<>(SwapStatus.beginning(id));
    try (ProgressView view = ProgressView.on(screen)) {
      R result =
          follow(
              workflow,
              id,
              type,
              last.get(),
              status -> {
                last.set(status);
                view.show(status);
              });
      view.finish(last.get());
      return new Shown<>(result, last.get());
    }
  }

  /**
   * The result of a workflow that was started.
   *
   * @param look is told the newest status about once a second, on top of what it returned before
   */
  <R> R follow(
      WorkflowStub workflow, String id, Class<R> type, SwapStatus first, Consumer<SwapStatus> look)
      throws InterruptedException {
    StatusReader reader = new StatusReader(session.client());
    CompletableFuture<R> result = workflow.getResultAsync(type);
    SwapStatus status = first;
    while (true) {
      if (interrupts.asked()) {
        session.stopSteps();
        throw new Refusal(ExitCode.INTERRUPTED, goOn);
      }
      boolean ended = ended(result);
      SwapStatus before = status;
      status = reader.read(id).map(node -> StatusMerger.merge(node, before)).orElse(before);
      look.accept(status);
      if (ended) {
        return value(result);
      }
    }
  }

  private static boolean ended(CompletableFuture<?> result) throws InterruptedException {
    try {
      result.get(BETWEEN_LOOKS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static <R> R value(CompletableFuture<R> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why
          ? why
          : new IllegalStateException("The job failed.", e.getCause());
    }
  }
}
