package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.likeness.activities.embedded.Home;
import dev.likeness.activities.models.ModelLog;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.BlobRef;
import dev.likeness.activities.store.LogWriter;
import dev.likeness.activities.store.Owners;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gc} and {@code keep} as typed, on a home with its real store. */
final class GcTest {
  @TempDir Path folder;

  private TypedCommand run(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", folder.toString()));
    return TypedCommand.run(all.toArray(String[]::new));
  }

  private OpenStore open() {
    return OpenStore.alone(Optional.empty(), new Home(folder), "a test");
  }

  private void model(String name, int checkpoints) {
    try (OpenStore open = open()) {
      LogWriter claim = ModelLog.of(open.store(), name).claim("me", "progress");
      for (int i = 1; i <= checkpoints; i++) {
        claim.appendIfMine(ModelLog.json(checkpoint(open.store(), i)));
      }
    }
  }

  private static ModelLog.Checkpoint checkpoint(ArtifactStore store, int iteration) {
    BlobRef weights =
        store.put(("weights " + iteration).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new ModelLog.Checkpoint(
        "quick64",
        iteration,
        "one",
        Optional.empty(),
        Map.of("weights", weights.digest().hex()),
        Map.of());
  }

  /** Puts the whole store into the past. */
  private void age(Duration age) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(
            file, FileTime.from(Files.getLastModifiedTime(file).toInstant().minus(age)));
      }
    }
  }

  @Test
  void aDryRunSaysWhatAndWhyAndChangesNothing() throws IOException {
    model("ben-1", 6);
    age(Duration.ofDays(2));
    TypedCommand dry = run("gc", "--dry-run");
    assertEquals(0, dry.code(), dry.error());
    assertTrue(dry.out().contains("3           -  checkpoints thinned out"), dry.out());
    assertTrue(dry.out().contains("Could go: "), dry.out());
    dry.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertEquals(dry.out(), run("gc", "--dry-run").out());
    JsonNode json = Json.MAPPER.readTree(run("gc", "--dry-run", "--json").out());
    assertEquals("head", json.at("/groups/0/kind").asText());
    assertTrue(json.path("dryRun").asBoolean());
    assertEquals(6, json.path("keptBlobs").asInt());
  }

  @Test
  void filesOfWhatIsThinnedOutGoADayLaterButNotThoseOfANamedCheckpoint() throws IOException {
    model("ben-1", 6);
    TypedCommand kept = run("keep", "--model", "ben-1", "--iteration", "2", "--as", "smile");
    assertEquals("kept     iteration 2 as smile\n", kept.out(), kept.error());
    age(Duration.ofDays(2));
    assertEquals(0, run("gc").code());
    assertEquals(6, blobs());
    age(Duration.ofDays(2));
    TypedCommand second = run("gc");
    assertTrue(second.out().contains("Gone: "), second.out() + second.error());
    assertEquals(4, blobs());
    TypedCommand list = run("keep", "--model", "ben-1");
    assertEquals(
        List.of(
            "iteration        2  smile",
            "iteration        4",
            "iteration        5",
            "iteration        6"),
        list.out().lines().map(String::stripTrailing).toList());
  }

  @Test
  void inAHomeAnHourIsEnough() throws IOException {
    model("ben-1", 6);
    age(Duration.ofMinutes(61));
    assertTrue(run("gc").out().contains("a gc 1 h later frees"));
    assertEquals(6, blobs());
    age(Duration.ofMinutes(61));
    TypedCommand second = run("gc");
    assertTrue(second.out().contains("files of checkpoints that were thinned out"), second.out());
    assertEquals(3, blobs());
  }

  @Test
  void whatAPowerCutLeftIsSetAsideAndSaid() throws IOException {
    model("ben-1", 6);
    Files.delete(folder.resolve("store.closed"));
    Files.write(folder.resolve("store/likeness/logs/models/ben-1/000000000003.json"), new byte[0]);
    TypedCommand gc = run("gc");
    assertEquals(0, gc.code(), gc.error());
    assertTrue(gc.out().contains("1 damaged objects are set aside in"), gc.out());
  }

  @Test
  void whatCannotBeReadIsNamedAndKeepsAllFiles() throws IOException {
    model("ben-1", 6);
    String broken = "logs/models/ben-1/000000000003.json";
    Files.write(folder.resolve("store/likeness").resolve(broken), new byte[0]);
    age(Duration.ofDays(2));
    TypedCommand gc = run("gc", "--json");
    assertEquals(0, gc.code(), gc.error());
    JsonNode warnings = Json.MAPPER.readTree(gc.out()).path("warnings");
    assertEquals("Cannot be read: " + broken, warnings.path(0).asText());
    assertEquals(6, blobs());
  }

  private int blobs() throws IOException {
    return Json.MAPPER.readTree(run("gc", "--dry-run", "--json").out()).path("keptBlobs").asInt();
  }

  @Test
  void aNameIsOneCheckpointsUntilItIsForgotten() {
    model("ben-1", 2);
    assertEquals(0, run("keep", "--model", "ben-1", "--as", "best").code());
    assertEquals(0, run("keep", "--model", "ben-1", "--as", "best").code(), "said twice");
    TypedCommand taken = run("keep", "--model", "ben-1", "--iteration", "1", "--as", "best");
    assertEquals(ExitCode.USAGE.code(), taken.code());
    assertTrue(taken.error().contains("--forget"), taken.error());
    TypedCommand none = run("keep", "--model", "ben-1", "--iteration", "7", "--as", "x");
    assertEquals(ExitCode.NO_INPUT.code(), none.code());
    assertTrue(none.error().contains("there are 1, 2"), none.error());
    assertEquals(0, run("keep", "--model", "ben-1", "--as", "best", "--forget").code());
    assertEquals(
        ExitCode.NO_INPUT.code(),
        run("keep", "--model", "ben-1", "--as", "best", "--forget").code());
    assertEquals(0, run("keep", "--model", "ben-1", "--iteration", "1", "--as", "best").code());
  }

  @Test
  void wrongOptionsAreUsage() {
    for (String[] typed :
        new String[][] {
          {"gc", "--older-than", "0"},
          {"gc", "--store", "http://127.0.0.1:9"},
          {"keep", "--as", "x"},
          {"keep", "--model", "../x", "--as", "x"},
          {"keep", "--model", "m", "--forget"},
        }) {
      TypedCommand run = run(typed);
      assertEquals(ExitCode.USAGE.code(), run.code(), String.join(" ", typed) + run.error());
      assertFalse(run.error().isBlank());
    }
  }

  @Test
  void projectsOwnTheirFilmsAndRecentOnesTheirFootage() throws IOException {
    Home home = new Home(folder);
    write("old", "job.json", "{\"targets\": [{\"media\": \"%s\"}]}".formatted("a".repeat(64)));
    write("old", "status.json", "{\"films\": [{\"film\": \"%s\"}]}".formatted("b".repeat(64)));
    Files.setLastModifiedTime(
        home.projects().resolve("old/job.json"),
        FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    write("new", "job.json", "{\"targets\": [{\"media\": \"%s\"}]}".formatted("c".repeat(64)));
    Owners owners = ProjectOwners.of(home, Duration.ofDays(30), Clock.systemUTC());
    assertEquals(Set.of("a".repeat(64), "b".repeat(64), "c".repeat(64)), owners.wanted());
    assertEquals(Set.of("c".repeat(64)), owners.footage());

    write("broken", "status.json", "{");
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> ProjectOwners.of(home, Duration.ofDays(30), Clock.systemUTC()));
    assertTrue(refusal.sentence().contains("nothing was removed"), refusal.sentence());
  }

  private void write(String project, String name, String json) throws IOException {
    Path file = folder.resolve("projects").resolve(project).resolve(name);
    Files.createDirectories(folder.resolve("projects").resolve(project));
    Files.writeString(file, json);
  }
}
