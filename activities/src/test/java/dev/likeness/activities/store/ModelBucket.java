package dev.likeness.activities.store;

import dev.likeness.activities.store.Interleavings.Outcome;
import dev.likeness.activities.store.Interleavings.Script;
import dev.likeness.model.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The model of a create-once store that holds one log. Each actor has a seat, through which its
 * requests wait for their turn; only one actor moves at a time.
 */
final class ModelBucket {
  private final Semaphore arrived;
  private final Kind kind;
  private final NavigableMap<String, byte[]> objects = new TreeMap<>();
  private final LogInvariants invariants = new LogInvariants();
  private final List<Seat> seats = new ArrayList<>();

  ModelBucket(Semaphore arrived, Kind kind) {
    this.arrived = arrived;
    this.kind = kind;
  }

  /** What the store promises. */
  enum Kind {
    /** Entries never change nor go: the moment of a read makes no difference, and is no step. */
    CREATE_ONCE,
    /** The same, but a read may fail and an entry may go, so that its moment matters. */
    THINNED,
    OVERWRITES
  }

  Seat seat(String name, String shape) {
    Seat seat = new Seat(name, shape);
    seats.add(seat);
    return seat;
  }

  List<Seat> seats() {
    return seats;
  }

  Optional<String> violation() {
    return invariants.violation();
  }

  /** Equal for states that have the same future: what is stored, and what each actor has seen. */
  String state() {
    StringBuilder state = new StringBuilder(invariants.state());
    seats.forEach(seat -> state.append('|').append(seat.state()));
    return state.toString();
  }

  private boolean create(String name, byte[] content) {
    boolean won = kind == Kind.OVERWRITES || !objects.containsKey(name);
    if (won) {
      objects.put(name, content);
      invariants.created(entry(content));
    }
    return won;
  }

  private static LogEntry entry(byte[] content) {
    try {
      return Json.MAPPER.readValue(content, LogEntry.class);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Ends an actor whose run is over. */
  private static final class Dismissed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** One actor's view of the bucket, and its place in the order of turns. */
  final class Seat implements Bucket {
    private final String name;
    private final String shape;
    private final Semaphore turn = new Semaphore(0);
    private final StringBuilder history = new StringBuilder();
    private final List<Runnable> underWay = new ArrayList<>();
    private Outcome outcome = Outcome.DONE;
    private String wish = "";
    private boolean changes;
    private boolean dismissed;
    private boolean moved;
    private boolean over;

    private Seat(String name, String shape) {
      this.name = name;
      this.shape = shape;
    }

    /** Does what the script says; the last arrival is its end. */
    void sit(Script script) {
      try {
        script.run(
            this,
            (append, content) -> {
              history.append(content).append(append instanceof Append.Written ? '+' : '-');
              invariants.told(name, append, content);
            });
      } catch (Dismissed | StoreException ended) {
        // The run is over, or a real process would have failed here.
      } catch (AssertionError own) {
        invariants.require(false, String.valueOf(own.getMessage()));
      } finally {
        over = true;
        arrived.release();
      }
    }

    String name() {
      return name;
    }

    String shape() {
      return shape;
    }

    boolean hasMoved() {
      return moved;
    }

    String wish() {
      return wish;
    }

    boolean waits() {
      return !over;
    }

    boolean hasUnderWay() {
      return !underWay.isEmpty();
    }

    List<Outcome> faults() {
      return changes
          ? List.of(Outcome.REPEATED, Outcome.NEVER_ARRIVED, Outcome.ANSWER_LOST, Outcome.UNDER_WAY)
          : List.of(Outcome.NEVER_ARRIVED);
    }

    void deliver() {
      underWay.removeFirst().run();
    }

    void grant(Outcome given) {
      outcome = given;
      moved = true;
      turn.release();
    }

    void dismiss() {
      dismissed = true;
      turn.release();
    }

    private String state() {
      return history + (over ? "." : "?") + underWay.size();
    }

    private Outcome await(String what, boolean change) {
      wish = what;
      changes = change;
      arrived.release();
      turn.acquireUninterruptibly();
      if (dismissed) {
        throw new Dismissed();
      }
      history.append(what).append(outcome);
      return outcome;
    }

    private StoreException gaveUp() {
      return new StoreException.Unreachable("The model lost a request.", null);
    }

    private <T> T look(String what, Supplier<T> answer) {
      if (await(what, false) != Outcome.DONE) {
        throw gaveUp();
      }
      return answer.get();
    }

    @Override
    public boolean create(String object, byte[] content) {
      long number = Names.number(object);
      boolean won =
          switch (await("creates " + number, true)) {
            case DONE -> ModelBucket.this.create(object, content);
            case REPEATED -> {
              ModelBucket.this.create(object, content);
              yield ModelBucket.this.create(object, content);
            }
            case NEVER_ARRIVED -> throw gaveUp();
            case ANSWER_LOST -> {
              ModelBucket.this.create(object, content);
              throw gaveUp();
            }
            case UNDER_WAY -> {
              underWay.add(() -> ModelBucket.this.create(object, content));
              throw gaveUp();
            }
          };
      history.append('=').append(won);
      return won;
    }

    @Override
    public byte[] read(String object) {
      Supplier<byte[]> now = () -> objects.getOrDefault(object, new byte[0]);
      byte[] content =
          kind == Kind.CREATE_ONCE ? now.get() : look("reads " + Names.number(object), now);
      // What an entry says is known by its number.
      history.append(content.length == 0 ? '0' : '1');
      if (content.length == 0) {
        throw new StoreException.Missing("There is no " + object + ".", null);
      }
      return content;
    }

    @Override
    public InputStream open(String object, long from) {
      return new ByteArrayInputStream(read(object));
    }

    @Override
    public List<Stored> list(String prefix) {
      List<Stored> found =
          look(
              "lists",
              () ->
                  objects.tailMap(prefix).keySet().stream()
                      .takeWhile(object -> object.startsWith(prefix))
                      .map(object -> new Stored(object, 1, Instant.EPOCH))
                      .toList());
      found.forEach(stored -> history.append(Names.number(stored.name())).append(','));
      return found;
    }

    @Override
    public List<Upload> uploads() {
      return List.of();
    }

    @Override
    public void abort(Upload upload) {
      throw new UnsupportedOperationException("There are no uploads in parts.");
    }

    @Override
    public void delete(String object) {
      if (await("deletes " + Names.number(object), false) != Outcome.DONE) {
        throw gaveUp();
      }
      objects.remove(object);
      invariants.thinned(Names.number(object));
    }

    @Override
    public String where() {
      return "model";
    }

    @Override
    public void put(String object, byte[] content) {
      throw new UnsupportedOperationException("A log is never overwritten.");
    }

    @Override
    public void put(String object, Path file) {
      throw new UnsupportedOperationException("A log has no files.");
    }

    @Override
    public void put(String object, Content content) {
      throw new UnsupportedOperationException("A log has no large content.");
    }

    @Override
    public byte[] range(String object, long from, int length) {
      throw new UnsupportedOperationException("A log has no ranges.");
    }

    @Override
    public Optional<Stored> stat(String object) {
      throw new UnsupportedOperationException("A log is listed.");
    }

    @Override
    public void close() {}
  }
}
