package dev.likeness.activities.chaos;

import java.util.List;

/** Something that a job stands on, which comes back by itself after a blow. */
interface Service extends AutoCloseable {
  /** The processes that a signal is for; none when it is not for us to send any. */
  List<ProcessHandle> processes();

  /** Ends it without a warning; it is coming back when this returns, not yet back. */
  void kill();

  /** How often it was started. */
  int starts();

  @Override
  void close();
}
