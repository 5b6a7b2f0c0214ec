package dev.likeness.activities.faults;

/** What becomes of one request on its way to the store and back. */
public sealed interface Fault {
  /** Nothing: it arrives, and so does its answer. */
  Fault NONE = new None();

  record None() implements Fault {}

  /** The request never reaches the store; this S3 error comes back instead. */
  record Answer(int status, String code) implements Fault {
    public static final Answer SLOW_DOWN = new Answer(503, "SlowDown");
    public static final Answer EXPIRED = new Answer(403, "ExpiredToken");
    public static final Answer FULL = new Answer(507, "XMinioStorageFull");
  }

  /**
   * The request never reaches the store; an answer begins with 200 and breaks off before its end.
   */
  record Pretend() implements Fault {}

  /**
   * The connection is reset after this share of the request's bytes has reached the store; 0 for
   * one that nobody accepts.
   */
  record CutRequest(double share) implements Fault {}

  /** The store does its work; the connection ends after this share of the answer's bytes. */
  record CutResponse(double share) implements Fault {}

  /** The store does its work, and the client never hears of it. */
  record LoseResponse() implements Fault {}

  /** The request arrives twice, one after the other; the second answer is the client's. */
  record Twice() implements Fault {}

  /** The request is taken and nothing follows, until the client gives up. */
  record Stall() implements Fault {}

  /** Both ways at this many bytes a second. */
  record Slow(int bytesPerSecond) implements Fault {}

  /** One bit of the answer's last byte is the other way round. */
  record Damage() implements Fault {}

  /** Somebody else does something just before the request arrives. */
  record Race(Runnable rival) implements Fault {}
}
