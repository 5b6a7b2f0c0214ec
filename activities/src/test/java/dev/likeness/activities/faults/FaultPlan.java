package dev.likeness.activities.faults;

import dev.likeness.activities.faults.StoreRequest.Kind;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Which request meets which fault. A pure function of the request and of how many there were, so
 * that a plan repeats whatever the threads do.
 */
public interface FaultPlan {
  FaultPlan NONE = (request, ofSame, inAll) -> Fault.NONE;

  /**
   * The fault for one request.
   *
   * @param ofSame how many requests of this kind for this object came before
   * @param inAll how many requests came before
   */
  Fault next(StoreRequest request, int ofSame, int inAll);

  /** The first so many requests of these kinds, for each object. */
  static FaultPlan first(int times, Set<Kind> kinds, Fault fault) {
    return (request, ofSame, inAll) ->
        ofSame < times && kinds.contains(request.kind()) ? fault : Fault.NONE;
  }

  /** Every request of these kinds. */
  static FaultPlan every(Set<Kind> kinds, Fault fault) {
    return first(Integer.MAX_VALUE, kinds, fault);
  }

  /** All requests after the first so many, whatever they are. */
  static FaultPlan after(int requests, Fault fault) {
    return (request, ofSame, inAll) -> inAll < requests ? Fault.NONE : fault;
  }

  /** The first so many requests, whatever they are: a storm that passes. */
  static FaultPlan storm(int requests, Fault fault) {
    return (request, ofSame, inAll) -> inAll < requests ? fault : Fault.NONE;
  }

  /** A share of all requests meets one of the faults, as the seed says. */
  static FaultPlan seeded(long seed, double share, List<Fault> faults) {
    List<Fault> all = List.copyOf(faults);
    return (request, ofSame, inAll) -> {
      long mixed = seed * 31 + request.kind().name().hashCode();
      mixed = mixed * 0x9e3779b97f4a7c15L + request.object().hashCode();
      SplittableRandom random = new SplittableRandom(mixed * 0x9e3779b97f4a7c15L + ofSame);
      return random.nextDouble() < share ? all.get(random.nextInt(all.size())) : Fault.NONE;
    };
  }

  /** This plan for the objects that match, and no fault for the others. */
  default FaultPlan of(Predicate<String> object) {
    return (request, ofSame, inAll) ->
        object.test(request.object()) ? next(request, ofSame, inAll) : Fault.NONE;
  }
}
