package dev.likeness.activities.chaos;

import dev.likeness.activities.faults.FaultProxy;
import dev.likeness.activities.store.StoreAddress;
import java.util.List;

/** All that a job stands on, and where clients and workers find it. */
interface Cluster extends AutoCloseable {
  /** Temporal as host:port. */
  String temporal();

  /** Whether Temporal still knows its workflows after it was killed. */
  boolean temporalRemembers();

  /** The store as everybody knows it: behind {@link #proxy}. */
  StoreAddress store();

  FaultProxy proxy();

  OwnService worker();

  /** What can be struck besides steps. */
  Service service(Target target);

  /** The steps that the worker runs at the moment, frozen ones of other workers not among them. */
  default List<ProcessHandle> steps() {
    return worker().processes().stream()
        .flatMap(ProcessHandle::children)
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  @Override
  void close();
}
