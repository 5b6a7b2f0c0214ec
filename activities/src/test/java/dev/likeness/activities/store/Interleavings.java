package dev.likeness.activities.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Runs real code of several actors against one model bucket under every order of their requests,
 * with every outcome that the network may give each of them, as far as the bound on faults allows.
 * An actor that is not scheduled for long stalls; one that is never scheduled again has crashed:
 * what must hold is checked after every step, so both are among the runs. States that were seen
 * before are not gone on from.
 */
final class Interleavings {
  private final List<Actor> actors;
  private final int faults;
  private final ModelBucket.Kind kind;
  private final Set<String> seen = new HashSet<>();
  private final List<Choice> path = new ArrayList<>();
  private int runs;

  /**
   * What one of the competitors does; ends early when its bucket throws. Of actors of one shape,
   * which differ in their names alone, the first is the first to move: another order is the same.
   */
  record Actor(String name, String shape, Script script) {}

  /** May throw whatever the code under test throws. */
  interface Script {
    void run(Bucket bucket, Told told);
  }

  /** What the code under test said to its caller, for the invariants. */
  interface Told {
    void outcome(Append append, String content);
  }

  /** What may become of a request. */
  enum Outcome {
    DONE,
    /** Done, the answer lost, and the request sent again by the client's own repetition. */
    REPEATED,
    /** Not done, and the client has given up. */
    NEVER_ARRIVED,
    /** Done, and the client has given up. */
    ANSWER_LOST,
    /** The client has given up, and it may still arrive at any time. */
    UNDER_WAY
  }

  private record Choice(int taken, int of) {}

  /** How much was looked at, and the first violation with the steps that led to it. */
  record Result(int runs, int states, Optional<String> violation) {}

  /**
   * A search over these actors.
   *
   * @param faults how many requests of a run may go wrong
   * @param kind what the store is like
   */
  Interleavings(List<Actor> actors, int faults, ModelBucket.Kind kind) {
    this.actors = List.copyOf(actors);
    this.faults = faults;
    this.kind = kind;
  }

  Result search() throws InterruptedException {
    do {
      runs++;
      Optional<String> violation = new Run().violation();
      if (violation.isPresent()) {
        return new Result(runs, seen.size(), violation);
      }
    } while (nextPath());
    return new Result(runs, seen.size(), Optional.empty());
  }

  /** Depth first: the last choice that has another option left. */
  private boolean nextPath() {
    while (!path.isEmpty()) {
      Choice last = path.removeLast();
      if (last.taken() + 1 < last.of()) {
        path.add(new Choice(last.taken() + 1, last.of()));
        return true;
      }
    }
    return false;
  }

  /** One step that can be taken: an actor's request with an outcome, or a late arrival. */
  private record Option(ModelBucket.Seat seat, Outcome outcome) {}

  private final class Run {
    private final Semaphore arrived = new Semaphore(0);
    private final ModelBucket bucket = new ModelBucket(arrived, kind);
    private final List<String> steps = new ArrayList<>();
    private int faultsLeft = faults;

    Optional<String> violation() throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (Actor actor : actors) {
        ModelBucket.Seat seat = bucket.seat(actor.name(), actor.shape());
        threads.add(Thread.ofVirtual().start(() -> seat.sit(actor.script())));
        arrived.acquire();
      }
      try {
        return steps();
      } finally {
        bucket.seats().forEach(ModelBucket.Seat::dismiss);
        for (Thread thread : threads) {
          thread.join();
        }
      }
    }

    private Optional<String> steps() throws InterruptedException {
      int replayed = path.size();
      for (int depth = 0; ; depth++) {
        List<Option> options = options();
        Optional<String> violation = bucket.violation();
        if (violation.isPresent()) {
          return violation.map(said -> said + " After: " + String.join("; ", steps));
        }
        // The last choice of a replayed path is new, and what follows it too.
        if (options.isEmpty() || (depth >= replayed && !seen.add(bucket.state() + faultsLeft))) {
          return Optional.empty();
        }
        if (depth >= path.size()) {
          path.add(new Choice(0, options.size()));
        }
        take(options.get(path.get(depth).taken()));
      }
    }

    private List<Option> options() {
      List<Option> options = new ArrayList<>();
      Set<String> unmoved = new HashSet<>();
      for (ModelBucket.Seat seat : bucket.seats()) {
        if (!seat.hasMoved() && !unmoved.add(seat.shape())) {
          continue;
        }
        if (seat.waits()) {
          options.add(new Option(seat, Outcome.DONE));
          if (faultsLeft > 0) {
            seat.faults().forEach(fault -> options.add(new Option(seat, fault)));
          }
        }
        if (seat.hasUnderWay()) {
          options.add(new Option(seat, Outcome.UNDER_WAY));
        }
      }
      return options;
    }

    private void take(Option option) throws InterruptedException {
      ModelBucket.Seat seat = option.seat();
      if (option.outcome() == Outcome.UNDER_WAY && seat.hasUnderWay()) {
        steps.add(seat.name() + "'s late request arrives");
        seat.deliver();
        return;
      }
      faultsLeft -= option.outcome() == Outcome.DONE ? 0 : 1;
      steps.add(seat.name() + " " + seat.wish() + " " + option.outcome());
      seat.grant(option.outcome());
      arrived.acquire();
    }
  }
}
