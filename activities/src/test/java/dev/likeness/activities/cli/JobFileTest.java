package dev.likeness.activities.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {
  @TempDir Path folder;

  @Test
  void namesFilesRelativeToItself() throws IOException {
    Path job =
        Files.writeString(
            folder.resolve("job.json"),
            """
            {"sources": [{"file": "me.mp4"}], "targets": [{"file": "sub/them.mp4", "name": "them"}],
             "sourcePerson": "face.png", "targetPerson": "p2"}
            """);
    List<Complaint> complaints = new ArrayList<>();
    ObjectNode read = JobFile.read(JobType.FACE_SWAP, job, complaints);
    assertTrue(complaints.isEmpty());
    assertEquals(folder.resolve("me.mp4").toString(), read.at("/sources/0/file").asText());
    assertEquals(folder.resolve("sub/them.mp4").toString(), read.at("/targets/0/file").asText());
    assertEquals(folder.resolve("face.png").toString(), read.path("sourcePerson").asText());
    assertEquals("p2", read.path("targetPerson").asText());
  }

  @Test
  void hasItsFilesReplacedByDigests() throws IOException {
    ObjectNode job =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"project": "x", "sources": [{"file": "/a/me.mp4", "range": "0-9"}],
                 "targets": [{"file": "/a/them.mp4"}, {"media": "%s", "name": "old"}],
                 "sourcePerson": "/a/face.png"}
                """
                    .formatted("0".repeat(64)));
    ObjectNode stored =
        StoredInputs.rewrite(
            JobType.FACE_SWAP, job, file -> "digest of " + file.getFileName(), folder);
    assertEquals(
        """
        {"project":"x","sources":[{"range":"0-9","media":"digest of me.mp4","name":"me.mp4"}],\
        "targets":[{"media":"digest of them.mp4","name":"them.mp4"},\
        {"media":"%s","name":"old"}],"sourcePerson":"digest of face.png"}\
        """
            .formatted("0".repeat(64)),
        stored.toString());
    assertTrue(job.at("/sources/0").has("file"), "the given job stays as it is");
    assertFalse(stored.at("/sources/0").has("file"));
  }

  @Test
  void ofAConversionNamesItsFootageAndAPicture() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("convert.json"),
            """
            {"target": {"file": "them.mp4"}, "person": "face.png"}
            """);
    ObjectNode job = JobFile.read(JobType.CONVERT_VIDEO, file, new ArrayList<>());
    ObjectNode stored =
        StoredInputs.rewrite(
            JobType.CONVERT_VIDEO, job, path -> "digest of " + path.getFileName(), folder);
    assertEquals(
        """
        {"target":{"media":"digest of them.mp4","name":"them.mp4"},"person":"digest of face.png"}""",
        stored.toString());
  }

  @Test
  void ofATrainingNamesFacesetsAndNoFootage() throws IOException {
    ObjectNode job =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"sources": ["%s", {"file": "/a/anna"}], "targets": [{"file": "/a/ben"}]}
                """
                    .formatted("0".repeat(64)));
    List<JobInputs.Reference> files = JobInputs.references(JobType.TRAIN_MODEL, job);
    assertEquals(
        List.of("sources[1]", "targets[0]"),
        files.stream().map(JobInputs.Reference::where).toList());
    assertTrue(files.stream().allMatch(JobInputs.Reference::isFaceset));
  }

  @Test
  void isRefusedWhenBothSidesAreOneFilmUnderTwoNames() throws IOException {
    ObjectNode job =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"sources": [{"file": "/a/me.mp4"}], "targets": [{"file": "/b/copy.mp4"}]}
                """);
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () -> StoredInputs.rewrite(JobType.FACE_SWAP, job, file -> "same", folder));
    assertEquals(ExitCode.BAD_INPUT, refusal.exit());
  }
}
