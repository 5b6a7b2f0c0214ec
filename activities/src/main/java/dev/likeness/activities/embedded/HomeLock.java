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
    Optional<Locked> locked = tryLock(home);
    if (locked.isEmpty()) {
      String holder = read(home).map(Running::describe).orElse("another process");
      throw new HomeException.Busy(
          "Home "
              + home.root()
              + " is in use by "
              + holder
              + ": wait for it, or name another"
              + " (--home).");
    }
    Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Running holder =
        new Running(
            ProcessHandle.current().pid(), since, command, Optional.empty(), Optional.empty());
    Locked held = locked.get();
    HomeLock taken = new HomeLock(home, held.channel(), held.lock(), holder);
    taken.write(holder);
    return taken;
  }

  /** The process that holds the home now; empty when it is free. */
  public static Optional<Running> holder(Home home) {
    if (!Files.exists(home.lock())) {
      return Optional.empty();
    }
    Optional<Locked> free = tryLock(home);
    if (free.isPresent()) {
      close(home, free.get());
      return Optional.empty();
    }
    return read(home);
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
