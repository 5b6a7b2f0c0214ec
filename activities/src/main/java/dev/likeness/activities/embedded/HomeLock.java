package dev.likeness.activities.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.StoreAddress;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * One process per home: the operating system's lock on a file, which a killed process cannot leave
 * behind, and beside it who holds it and how to reach that process.
 */
public final class HomeLock implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** How exactly the system knows when a process started. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

  private final Home home;
  private final FileChannel channel;
  private final FileLock lock;
  private final Running holder;

  private HomeLock(Home home, FileChannel channel, FileLock lock, Running holder) {
    this.home = home;
    this.channel = channel;
    this.lock = lock;
    this.holder = holder;
  }

  /** Prepares the home and takes it; fails as busy, naming the holder, when it is taken. */
  public static HomeLock acquire(Home home, String command) {
    home.prepare();
    Locked held = lock(home);
    Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Running holder =
        new Running(
            ProcessHandle.current().pid(), since, command, Optional.empty(), Optional.empty());
    HomeLock taken = new HomeLock(home, held.channel(), held.lock(), holder);
    taken.write(holder);
    return taken;
  }

  /** The process that holds the home now; empty when it is free. */
  public static Optional<Running> holder(Home home) {
    Optional<Running> told = read(home);
    if (told.isEmpty() || told.filter(HomeLock::isThisProcess).isPresent()) {
      return told;
    }
    Optional<Locked> free = tryLock(home);
    free.ifPresent(locked -> close(home, locked));
    return free.isPresent() ? Optional.empty() : told;
  }

  private static Locked lock(Home home) {
    for (int attempt = 1; ; attempt++) {
      Optional<Running> told = read(home);
      boolean ours = told.filter(HomeLock::isThisProcess).isPresent();
      Optional<Locked> locked = ours ? Optional.empty() : tryLock(home);
      if (locked.isPresent()) {
        return locked.get();
      }
      // Somebody who only looks holds the lock for a moment, and a new holder is soon told of.
      boolean known = told.filter(holder -> ours || isAlive(holder)).isPresent();
      if (known || attempt == ATTEMPTS) {
        String who = told.filter(holder -> known).map(Running::describe).orElse("another process");
        throw new HomeException.Busy(
            "Home %s is in use by %s: wait for it, or name another (--home)."
                .formatted(home.root(), who));
      }
      pause(home);
    }
  }

  private static void pause(Home home) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HomeException.Busy("Interrupted while waiting for home " + home.root() + ".");
    }
  }

  /**
   * Asked before the file is touched: when a process closes a second channel to a file, POSIX
   * releases the lock it holds through the first. A number that an ended process had too is told
   * apart by the time.
   */
  private static boolean isThisProcess(Running holder) {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElse(Instant.EPOCH);
    return holder.pid() == self.pid() && !holder.since().isBefore(started.minus(CLOCK_STEP));
  }

  private static boolean isAlive(Running holder) {
    return ProcessHandle.of(holder.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Tells steering commands where this process can be reached. */
  public void publish(String temporal, StoreAddress store) {
    write(
        new Running(
            holder.pid(),
            holder.since(),
            holder.command(),
            Optional.of(temporal),
            Optional.of(store)));
  }

  private record Locked(FileChannel channel, FileLock lock) {}

  private static Optional<Locked> tryLock(Home home) {
    try {
      FileChannel channel =
          FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException heldHere) {
        // By this very process, which is a holder like any other.
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      return lock == null ? Optional.empty() : Optional.of(new Locked(channel, lock));
    } catch (IOException refused) {
      throw new HomeException.Unusable(
          "Home " + home.root() + " cannot be locked (" + refused + "): use a local disk (--home).",
          refused);
    }
  }

  private static Optional<Running> read(Home home) {
    try {
      JsonNode json = Json.MAPPER.readTree(home.running().toFile());
      Optional<String> temporal = Optional.ofNullable(json.get("temporal")).map(JsonNode::asText);
      Optional<StoreAddress> store =
          Optional.ofNullable(json.get("store"))
              .map(
                  address ->
                      new StoreAddress(
                          URI.create(address.path("endpoint").asText()),
                          address.path("bucket").asText(),
                          address.path("region").asText(),
                          address.path("accessKey").asText(),
                          address.path("secretKey").asText()));
      return Optional.of(
          new Running(
              json.path("pid").asLong(),
              Instant.parse(json.path("since").asText()),
              json.path("command").asText(),
              temporal,
              store));
    } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private void write(Running running) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("pid", running.pid());
    json.put("since", running.since().toString());
    json.put("command", running.command());
    running.temporal().ifPresent(temporal -> json.put("temporal", temporal));
    running.store().ifPresent(store -> json.set("store", Json.MAPPER.valueToTree(store)));
    try {
      Path part = home.running().resolveSibling("running.json.part");
      Files.deleteIfExists(part);
      if (Files.getFileStore(home.root()).supportsFileAttributeView("posix")) {
        // Closed to others before the secret is in it.
        Files.createFile(part, OWNER_ONLY);
      }
      Files.write(part, Json.MAPPER.writeValueAsBytes(json));
      Files.move(part, home.running(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      throw new HomeException.Unusable(
          "Cannot write " + home.running() + " (" + refused + "): free space or name another home.",
          refused);
    }
  }

  private static void close(Home home, Locked locked) {
    try {
      locked.lock().release();
      locked.channel().close();
    } catch (IOException refused) {
      throw new HomeException.Unusable("Home " + home.root() + " cannot be released.", refused);
    }
  }

  @Override
  public void close() {
    if (!lock.isValid()) {
      return;
    }
    try {
      Files.deleteIfExists(home.running());
    } catch (IOException left) {
      // A stale file is harmless: who reads it looks at the lock first.
    }
    close(home, new Locked(channel, lock));
  }
}
