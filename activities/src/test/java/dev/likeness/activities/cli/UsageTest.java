package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir Path folder;

  private TypedCommand run(String... arguments) {
    TypedCommand typed = TypedCommand.run(arguments);
    assertFalse(typed.error().contains("\tat "), "a stack trace: " + typed.error());
    return typed;
  }

  private static void says(TypedCommand typed, ExitCode exit, String... parts) {
    assertEquals(exit.code(), typed.code(), typed.error());
    List.of(parts)
        .forEach(part -> assertTrue(typed.error().contains(part), part + " in: " + typed.error()));
  }

  @Test
  void namesEveryOptionThatIsWrongAtOnce() {
    says(
        run("swap", "--nonsense", "--iterations", "many"),
        ExitCode.USAGE,
        "--nonsense",
        "--iterations",
        "likeness swap --help");
  }

  @Test
  void namesEverythingThatIsMissing() {
    says(run("swap"), ExitCode.USAGE, "--source", "--target", "--out");
  }

  @Test
  void namesEveryFileThatIsWrongAtOnce() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    says(
        run(
            "swap",
            "--source",
            folder.resolve("absent film.mp4").toString(),
            empty.toString(),
            "--target",
            folder.toString(),
            "--out",
            empty.resolve("below/x.mp4").toString(),
            "--iterations",
            "5",
            "--minutes",
            "1",
            "--source-person",
            "nobody.png",
            "--store",
            "http://host"),
        ExitCode.USAGE,
        "absent film.mp4 does not exist",
        "empty.mp4 is empty",
        "is a folder",
        "is no folder",
        "exclude each other",
        "nobody.png",
        "go together");
  }

  @Test
  void refusesTheSameFootageOnBothSides() throws IOException {
    Path film = Files.write(folder.resolve("a.mp4"), new byte[] {1});
    Path link = Files.createSymbolicLink(folder.resolve("b.mp4"), film);
    says(
        run("swap", "--source", film.toString(), "--target", link.toString(), "--out", "x.mp4"),
        ExitCode.BAD_INPUT,
        "both source and target");
  }

  @Test
  void doesNotWriteOverAnInput() throws IOException {
    Path source = Files.write(folder.resolve("a.mp4"), new byte[] {1});
    Path target = Files.write(folder.resolve("b.mp4"), new byte[] {2});
    says(
        run(
            "swap",
            "--source",
            source.toString(),
            "--target",
            target.toString(),
            "--out",
            target.toString()),
        ExitCode.USAGE,
        "would be overwritten");
  }

  @Test
  void knowsAnOutputThatIsNoFilm() throws IOException {
    Path source = Files.write(folder.resolve("a.mp4"), new byte[] {1});
    Path target = Files.write(folder.resolve("b.mp4"), new byte[] {2});
    says(
        run(
            "swap",
            "--source",
            source.toString(),
            "--target",
            target.toString(),
            "--out",
            folder.resolve("x.avi").toString()),
        ExitCode.USAGE,
        ".mp4 or .mkv");
  }

  @Test
  void aWorkersVersionHasADeploymentAndABuild() {
    says(run("worker", "--deployment", "likeness"), ExitCode.USAGE, "--build-id");
    says(run("worker", "--build-id", "7"), ExitCode.USAGE, "--deployment");
    says(run("worker", "--pinned"), ExitCode.USAGE, "--deployment");
  }

  @Test
  void namesEverythingThatKeepsAWorkerFromStarting() {
    says(
        run("worker", "--pinned", "--kubernetes", "no.json", "--preview-links", "store:9000/x"),
        ExitCode.USAGE,
        "likeness worker needs --temporal HOST:PORT and --store URL",
        "--build-id",
        "--kubernetes",
        "--preview-links: \"store:9000/x\" is not http(s)://host:port.");
  }

  @Test
  void leavesNothingBehindWhenItRefuses() throws IOException {
    Path home = folder.resolve("home");
    run("swap", "--home", home.toString(), "--source", "absent.mp4", "--out", "x.mp4");
    assertFalse(Files.exists(home));
  }

  @Test
  void namesTheProjectsThatExistWhenOneDoesNot() throws IOException {
    Files.createDirectories(folder.resolve("projects/lady-anne"));
    says(
        run("status", "--project", "lady", "--home", folder.toString()),
        ExitCode.NO_INPUT,
        "lady-anne");
    says(
        run("pause", "--project", "lady-anne", "--home", folder.toString()),
        ExitCode.NO_INPUT,
        "No job of project lady-anne is running");
  }

  @Test
  void refusesAnOutputFolderThatHoldsSomethingElse() throws IOException {
    Path film = Files.write(folder.resolve("a.mp4"), new byte[] {1});
    says(
        run("extract", film.toString(), "--out", folder.toString()),
        ExitCode.CANNOT_WRITE,
        "not empty");
  }

  @Test
  void readsWhereABrokenJobFileIsBroken() throws IOException {
    Path job = Files.writeString(folder.resolve("job.json"), "{\n  \"sources\": [,]\n}");
    says(
        run("swap", "--config", job.toString(), "--out", "x.mp4"),
        ExitCode.USAGE,
        "job.json",
        "line 2");
  }

  @Test
  void namesWrongFilesAndWrongSettingsInOneRoundAndUploadsNothing() throws IOException {
    Path target = Files.write(folder.resolve("b.mp4"), new byte[] {2});
    Path job =
        Files.writeString(
            folder.resolve("job.json"),
            """
            {"training": {"batsh": 8, "learningRate": "fast"}, "mergin": {}, "fanout": {"chunk": 0},
             "merging": {"erode": 7}, "extraction": {"minFace": 2}, "container": "avi"}
            """);
    Path home = folder.resolve("home");
    TypedCommand typed =
        run(
            "swap",
            "--source",
            folder.resolve("missing.mp4").toString(),
            "--target",
            target.toString(),
            "--out",
            folder.resolve("x").toString(),
            "--architecture",
            "orignal",
            "--project",
            "two words",
            "--range",
            "9-1",
            "--config",
            job.toString(),
            "--home",
            home.toString());
    says(
        typed,
        ExitCode.USAGE,
        "missing.mp4 does not exist",
        "orignal",
        "original",
        "training.batsh",
        "did you mean \"batch\"",
        "training.learningRate",
        "did you mean \"merging\"",
        "fanout.chunk",
        "merging.erode",
        "minFace is 2.0",
        "container",
        "project",
        "range");
    assertFalse(typed.error().contains("--source FILE is missing"), typed.error());
    assertFalse(Files.exists(home));
  }

  @Test
  void aWrongFileAloneLeavesWithTheFilesOwnCode() throws IOException {
    Path target = Files.write(folder.resolve("b.mp4"), new byte[] {2});
    TypedCommand typed =
        run("swap", "--source", "missing.mp4", "--target", target.toString(), "--out", "x.mp4");
    says(typed, ExitCode.NO_INPUT, "missing.mp4 does not exist");
    assertEquals(1, typed.error().lines().count(), typed.error());
  }

  @Test
  void extractNamesItsWrongFilesAndOptionsInOneRound() {
    says(
        run(
            "extract",
            "absent.mp4",
            "gone.mp4",
            "--range",
            "x",
            "--project",
            "a b",
            "--min-face",
            "none",
            "--no-worker",
            "--out",
            folder.resolve("out").toString()),
        ExitCode.USAGE,
        "absent.mp4",
        "gone.mp4",
        "range",
        "project",
        "--min-face",
        "--no-worker");
  }

  @Test
  void mergeNamesAnUnknownProjectAndWrongOptionsInOneRound() {
    says(
        run(
            "merge",
            "--project",
            "nobody",
            "--erode",
            "9",
            "--color",
            "blue",
            "--home",
            folder.resolve("home").toString(),
            "--out",
            folder.resolve("x.avi").toString()),
        ExitCode.USAGE,
        "no project \"nobody\"",
        "merging.erode",
        "merging.color",
        ".mp4 or .mkv");
  }

  @Test
  void aJobThatNamesItsFilesInAnotherWayIsToldHow() throws IOException {
    Path job =
        Files.writeString(
            folder.resolve("job.json"),
            "{\"sources\": [\"me.mp4\"], \"targets\": [{\"fille\": \"x.mp4\"}]}");
    TypedCommand typed =
        run("swap", "--config", job.toString(), "--out", folder.resolve("x.mp4").toString());
    says(
        typed,
        ExitCode.USAGE,
        "sources[0]: names no file: write {\"file\": \"film.mp4\"}.",
        "targets[0]: names no file",
        "targets[0].fille: is not known here");
    assertEquals(3, typed.error().lines().count(), typed.error());
  }
}
