package dev.likeness.workflows;

import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pause closes: whatever starts passes here first, and children that run are told. It frees
 * the machine: a run is stopped where it is, what its finished steps made is kept, and the step it
 * was at is done again afterwards.
 */
final class Gate {
  private final Journal journal;
  private final Map<String, Steered> children = new TreeMap<>();
  private boolean closed;

  Gate(Journal journal) {
    this.journal = journal;
  }

  /** Waits while a pause lasts. */
  void pass() {
    Workflow.await(() -> !closed);
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    journal.paused(true);
  }

  void open() {
    closed = false;
    journal.paused(false);
  }

  void began(String id, Steered child) {
    children.put(id, child);
  }

  void ended(String id) {
    children.remove(id);
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** Passes a pause, or its end, on to every child that runs. */
  void tell(Steering.Kind kind) {
    for (Steered child : List.copyOf(children.values())) {
      if (closed != (kind == Steering.Kind.PAUSE)) {
        // The opposite was asked for while another child was told, and must have the last word.
        return;
      }
      try {
        child.steer(Steering.of(kind));
      } catch (SignalExternalWorkflowException | ChildWorkflowFailure ended) {
        // It is over, or never began: there is nothing left to steer.
      }
    }
  }

  Answer pause(Runs runs) {
    close();
    tell(Steering.Kind.PAUSE);
    runs.stopRunning();
    return new Answer("Paused: what is finished is kept.");
  }

  void checkPause() {
    refuse(closed, "It is paused already.");
  }

  Answer resume() {
    open();
    tell(Steering.Kind.RESUME);
    return new Answer("It goes on.");
  }

  void checkResume() {
    refuse(!closed, "It is not paused.");
  }

  void steer(Steering steering, Runs runs) {
    switch (steering.kind()) {
      case PAUSE -> {
        if (!closed) {
          pause(runs);
        }
      }
      case RESUME -> {
        if (closed) {
          resume();
        }
      }
      case FINISH, EXTEND -> {
        // Only training has an end that can be moved.
      }
    }
  }

  static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
