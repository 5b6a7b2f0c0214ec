package dev.likeness.activities.store;

import java.time.Duration;

/**
 * Is told what passes between this process and the store. Called on the threads that ask, any
 * number at once; returns at once and throws nothing.
 */
public interface StoreObserver {
  /** For who does not measure. */
  StoreObserver NONE =
      new StoreObserver() {
        @Override
        public void asked(Operation operation, Answer answer, Duration took) {}

        @Override
        public void moved(Direction direction, long bytes) {}

        @Override
        public void askedAgain() {}

        @Override
        public void foundDead() {}
      };

  /** What a request asks for. */
  enum Operation {
    READ,
    STAT,
    WRITE,
    /** A PUT that must not find an object. */
    CREATE,
    /** One of the requests of an upload in parts. */
    UPLOAD,
    LIST,
    DELETE,
    /** Whether the bucket is there, and its making. */
    BUCKET
  }

  /** How it was answered. */
  enum Answer {
    DONE,
    /** There is no such object, which is often what was asked. */
    MISSING,
    /** There was one already, which decides who was first. */
    TAKEN,
    /** The store does not let us, or does not understand. */
    REFUSED,
    /** The store says that it cannot answer now. */
    FAILED,
    /** No answer came. */
    SILENT
  }

  /** Which way bytes go. */
  enum Direction {
    SENT,
    RECEIVED
  }

  /** A request was answered, or not; {@code took} ends where the answer's content begins. */
  void asked(Operation operation, Answer answer, Duration took);

  /** The content of a request, or the announced content of its answer; not negative. */
  void moved(Direction direction, long bytes);

  /** A request is sent once more, because the store could not answer it. */
  void askedAgain();

  /** A step's result names blobs that are gone; told once a step. */
  void foundDead();
}
