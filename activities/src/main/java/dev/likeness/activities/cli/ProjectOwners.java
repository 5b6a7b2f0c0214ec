package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.store.Owners;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a home's projects need of the store: the films, weights and previews that their status
 * names, and the footage of those that were started not long ago.
 */
final class ProjectOwners {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private ProjectOwners() {}

  /** Fails when a project cannot be read: it may be what needs a result. */
  static Owners of(Home home, Duration olderThan, Clock clock) {
    Set<String> wanted = new HashSet<>();
    Set<String> footage = new HashSet<>();
    Instant since = clock.instant().minus(olderThan);
    for (String name : ProjectFolder.names(home)) {
      Path folder = home.projects().resolve(name);
      for (Path file : List.of(folder.resolve("job.json"), folder.resolve("status.json"))) {
        if (Files.exists(file)) {
          Set<String> digests = digests(file);
          wanted.addAll(digests);
          if (file.endsWith("job.json") && modified(file).isAfter(since)) {
            footage.addAll(digests);
          }
        }
      }
    }
    return new Owners(olderThan, wanted, footage);
  }

  private static Set<String> digests(Path file) {
    try {
      JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file));
      Set<String> digests = new HashSet<>();
      DIGEST.matcher(json.toString()).results().map(MatchResult::group).forEach(digests::add);
      return digests;
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
  }

  private static Refusal unreadable(Path file, IOException why) {
    return new Refusal(
        ExitCode.DISK,
        file
            + " cannot be read ("
            + why.getMessage()
            + "), so what its project needs is not known: nothing was removed.");
  }
}
