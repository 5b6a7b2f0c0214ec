package dev.likeness.workflows;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a step, a run or a workflow failed: a closed set shared by retry rules, metrics and runbooks.
 */
public enum FailureReason {
  BAD_REQUEST(Fault.USER),
  MEDIA_REFUSED(Fault.USER),
  NO_FACE(Fault.USER),
  TOO_FEW_FACES(Fault.USER),
  PERSON_CONTESTED(Fault.USER),
  PERSON_NOT_FOUND(Fault.USER),
  SAME_PERSON(Fault.USER),
  MODEL_BUSY(Fault.USER),
  NON_FINITE_LOSS(Fault.USER),
  DIVERGED(Fault.USER),
  STOPPED(Fault.USER),
  BAD_SPEC(Fault.USER),
  STORE_FULL(Fault.INFRASTRUCTURE),
  STORE_UNREACHABLE(Fault.INFRASTRUCTURE),
  STORE_CORRUPT(Fault.INFRASTRUCTURE),
  LOST(Fault.INFRASTRUCTURE),
  PREEMPTED(Fault.INFRASTRUCTURE),
  EVICTED(Fault.INFRASTRUCTURE),
  OUT_OF_HOST_MEMORY(Fault.INFRASTRUCTURE),
  OUT_OF_DEVICE_MEMORY(Fault.INFRASTRUCTURE),
  NODE_REJECTED(Fault.INFRASTRUCTURE),
  CANNOT_START(Fault.INFRASTRUCTURE),
  TIMED_OUT(Fault.INFRASTRUCTURE),
  INTERNAL(Fault.PROGRAM),
  UNKNOWN(Fault.INFRASTRUCTURE);

  /** Whose fault a failure is. */
  public enum Fault {
    /** Trying again changes nothing until the person changes something. */
    USER,
    /** A fresh process or pod may succeed. */
    INFRASTRUCTURE,
    /** A defect of Likeness. */
    PROGRAM
  }

  private final Fault fault;

  FailureReason(Fault fault) {
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  /** The reason that travels as an application failure's type. */
  public static Optional<FailureReason> named(@Nullable String type) {
    return Arrays.stream(values()).filter(reason -> reason.name().equals(type)).findFirst();
  }

  /** Whether a fresh generation is worth its cost. */
  public boolean worthAnotherGeneration() {
    return fault == Fault.INFRASTRUCTURE
        && this != STORE_FULL
        && this != STORE_CORRUPT
        // As many faces at once run out again; with fewer it is another training.
        && this != OUT_OF_DEVICE_MEMORY;
  }
}
