package dev.likeness.activities.runner;

import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs steps as child processes of this one. They end with it, so a handle that this process does
 * not know is of a run that is lost.
 */
public final class ChildProcessRunner implements StepRunner {
  private final StoreAddress store;
  private final Path scratch;
  private final Path logs;
  private final Map<String, JvmProfile> profiles;
  private final ChildCommand command;
  private final Map<String, Started> runs = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /** A process, or why there is none. */
  private sealed interface Started {
    record Child(ChildProcess process) implements Started {}

    record Refused(StepHandle handle, StepOutcome why) implements Started {}
  }

  /** Runs {@code main} (class and arguments) of this program, in folders made below scratch. */
  public ChildProcessRunner(
      StoreAddress store,
      Path scratch,
      Path logs,
      Map<String, JvmProfile> profiles,
      List<String> main) {
    this(store, WorkingFolder.in(scratch), logs, profiles, ChildCommand.likeThis(main));
  }

  ChildProcessRunner(
      StoreAddress store,
      Path scratch,
      Path logs,
      Map<String, JvmProfile> profiles,
      ChildCommand command) {
    this.store = store;
    this.scratch = scratch;
    this.logs = logs;
    this.profiles = Map.copyOf(profiles);
    this.command = command;
  }

  @Override
  public StepHandle startOrAdopt(StepRun run) {
    Started started = runs.computeIfAbsent(run.name(), name -> start(run));
    return switch (started) {
      case Started.Refused(StepHandle handle, StepOutcome why) -> handle;
      case Started.Child(ChildProcess process) -> {
        if (!process.specification().equals(run.specification())) {
          throw new IllegalStateException(
              run.name() + " runs with other work: one owner, key and generation is one run.");
        }
        yield process.handle();
      }
    };
  }

  private Started start(StepRun run) {
    if (closing) {
      throw new IllegalStateException("This worker is shutting down: another starts the step.");
    }
    JvmProfile profile = profiles.get(run.profile());
    if (profile == null) {
      return refused(run, StepOutcome.BadSpec.noProfile(run.profile(), profiles.keySet()));
    }
    Path folder = scratch.resolve(run.name());
    try {
      // What a killed worker left of an earlier run of this name.
      Folders.remove(folder);
      Files.createDirectories(folder);
      StepAssignment assignment = new StepAssignment(run, store, folder.toString());
      return new Started.Child(
          ChildProcess.start(assignment, command, sized(profile, run.wish()), logs));
    } catch (IOException refused) {
      return refused(
          run, new StepOutcome.CannotStart("No process could be started: " + refused.getMessage()));
    }
  }

  private static JvmProfile sized(JvmProfile profile, Wish wish) {
    return wish.memory()
        .flatMap(Amount::of)
        .map(wanted -> profile.times(wanted.value() / profile.memory().value()))
        .orElse(profile);
  }

  /** Up to twice what the profile says, as far as the machine has it. */
  @Override
  public Optional<String> moreMemory(StepRun run) {
    JvmProfile profile = profiles.get(run.profile());
    if (profile == null) {
      return Optional.empty();
    }
    Amount machine = new Amount((double) MachineMemory.bytes());
    return MoreMemory.after(
        sized(profile, run.wish()).memory(), profile.memory().times(2).atMost(machine));
  }

  private static Started refused(StepRun run, StepOutcome why) {
    return new Started.Refused(new StepHandle(run.name(), "refused"), why);
  }

  @Override
  public Optional<StepHandle> find(StepRun run) {
    return runs.get(run.name()) instanceof Started.Child(ChildProcess process)
        ? Optional.of(process.handle())
        : Optional.empty();
  }

  @Override
  public StepObservation observe(StepHandle handle) {
    return switch (runs.get(handle.name())) {
      case null -> lost();
      case Started.Refused(StepHandle same, StepOutcome why) -> why;
      case Started.Child(ChildProcess process) ->
          process.handle().equals(handle) ? process.observe() : lost();
    };
  }

  @Override
  public Optional<StepOutcome> await(StepHandle handle, Duration longest)
      throws InterruptedException {
    return switch (runs.get(handle.name())) {
      case null -> Optional.of(lost());
      case Started.Refused(StepHandle same, StepOutcome why) -> Optional.of(why);
      case Started.Child(ChildProcess process) ->
          process.handle().equals(handle) ? process.await(longest) : Optional.of(lost());
    };
  }

  private static StepOutcome lost() {
    return new StepOutcome.Lost("The step's process ended with the worker that had started it.");
  }

  @Override
  public void stop(StepHandle handle, Duration grace) {
    if (runs.get(handle.name()) instanceof Started.Child(ChildProcess process)
        && process.handle().equals(handle)) {
      process.stop(grace);
    }
  }

  @Override
  public void release(StepHandle handle) {
    runs.computeIfPresent(
        handle.name(),
        (name, started) ->
            switch (started) {
              case Started.Refused refused -> null;
              case Started.Child(ChildProcess process) ->
                  process.observe() instanceof StepOutcome ? null : started;
            });
  }

  @Override
  public void leave(Duration grace) throws InterruptedException {
    closing = true;
    List<ChildProcess> children =
        runs.values().stream()
            .filter(Started.Child.class::isInstance)
            .map(started -> ((Started.Child) started).process())
            .toList();
    children.forEach(child -> child.stop(grace));
    for (ChildProcess child : children) {
      child.await(grace.plusSeconds(10));
    }
  }

  /** Ends what still runs, by force, and leaves no folder behind. */
  @Override
  public void close() {
    try {
      leave(Duration.ZERO);
      Files.deleteIfExists(scratch);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      // A run's folder is still in it: who starts next removes both.
    }
  }
}
