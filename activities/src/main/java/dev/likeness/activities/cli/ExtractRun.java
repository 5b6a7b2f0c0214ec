package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.steps.AlignmentsFile;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.activities.store.Digest;
import dev.likeness.model.faces.Alignments;
import dev.likeness.model.faces.FacesetReader;
import dev.likeness.model.files.Folders;
import dev.likeness.workflows.ExtractedFaces;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds everybody's faces in some footage and leaves them as one faceset's folder. */
final class ExtractRun {
  private static final String GO_ON =
      "Interrupted. What was found is kept: the same command goes on from there.";

  private final Place place;
  private final Screen screen;

  ExtractRun(Place place, Screen screen) {
    this.place = place;
    this.screen = screen;
  }

  /** What was found over all media; faces that were left out of the faceset by reason. */
  record Counts(
      long frames, long framesWithFaces, long faces, int people, Map<String, Long> leftOut) {
    Counts {
      leftOut = java.util.Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }
  }

  /** Runs one extraction a request, then writes the folder whole or not at all. */
  Counts run(List<ObjectNode> requests, Path out) throws InterruptedException {
    Interrupts interrupts = Interrupts.install(screen);
    try (Session session = Session.start(place, interrupts)) {
      Path work = Files.createTempDirectory(place.home().scratch(), "extract-");
      try (FacesetFiles faces = new FacesetFiles()) {
        SamePeople people = new SamePeople();
        long frames = 0;
        long framesWithFaces = 0;
        long all = 0;
        int found = 0;
        Map<String, Long> leftOut = new TreeMap<>();
        Set<String> media = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
          ObjectNode request =
              StoredInputs.store(
                  JobType.EXTRACT_FACES, requests.get(i), session.store(), place.home().scratch());
          if (!media.add(request.path("medium").path("media").asText())) {
            continue; // the same file twice
          }
          ExtractedFaces extracted = one(session, interrupts, request, i, leftOut);
          Map<String, Long> counts = extracted.counts();
          frames += counts.getOrDefault("frames", 0L);
          framesWithFaces += counts.getOrDefault("framesWithFaces", 0L);
          all += counts.getOrDefault("faces", 0L);
          if (requests.size() == 1) {
            faces.add(session.store(), extracted.facesets(), work, face -> face);
            found = counts.getOrDefault("people", 0L).intValue();
          } else {
            var rename = people.rename(alignments(session.store(), extracted.alignments()));
            faces.add(session.store(), extracted.facesets(), work, rename);
            found = people.count();
          }
        }
        if (faces.faces() == 0) {
          throw new Refusal(
              ExitCode.BAD_INPUT,
              "No face is good enough for a faceset ("
                  + all
                  + " seen; left out: "
                  + leftOut
                  + "): use larger, sharper or more frontal footage.");
        }
        place(faces, media, out);
        return new Counts(frames, framesWithFaces, all, found, leftOut);
      } finally {
        Folders.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExtractedFaces one(
      Session session,
      Interrupts interrupts,
      ObjectNode request,
      int number,
      Map<String, Long> leftOut)
      throws InterruptedException {
    String id = request.path("project").asText() + "/extract-" + number;
    screen.note("footage  " + request.path("medium").path("name").asText());
    WorkflowStub workflow = JobStart.start(session.client(), JobType.EXTRACT_FACES, id, request);
    Follower.Shown<ExtractedFaces> shown =
        new Follower(session, interrupts, GO_ON).show(screen, workflow, id, ExtractedFaces.class);
    LeftOutCounts.of(shown.last().facts().get("faces"))
        .forEach((why, n) -> leftOut.merge(why, n, Long::sum));
    return shown.result();
  }

  private static Alignments alignments(ArtifactStore store, String digest) throws IOException {
    try (SeekableByteChannel channel = store.channel(new Digest(digest))) {
      return AlignmentsFile.open(channel).withoutFaces();
    }
  }

  /** Refuses a folder with something else in it. */
  static void check(Path out) {
    try {
      boolean usable =
          !Files.exists(out)
              || (Files.isDirectory(out)
                  && (Folders.isEmpty(out) || Files.isRegularFile(out.resolve("faces.jsonl"))));
      if (!usable) {
        throw new Refusal(
            ExitCode.CANNOT_WRITE,
            out + " is not empty and no earlier extraction: choose another --out.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void place(FacesetFiles faces, Set<String> media, Path out) {
    Path whole = out.toAbsolutePath().normalize();
    Path name = whole.getFileName();
    Path staged = whole.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
    Path old = whole.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".old");
    try {
      refuseOther(whole, media);
      try {
        Files.createDirectories(staged);
        faces.write(staged);
        boolean earlier = Files.exists(whole);
        if (earlier) {
          Files.move(whole, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
          Files.move(staged, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
          if (earlier) {
            Files.move(old, whole, StandardCopyOption.ATOMIC_MOVE);
          }
          throw e;
        }
      } finally {
        Folders.remove(staged);
      }
      Folders.remove(old);
    } catch (IOException e) {
      throw new Refusal(
          ExitCode.CANNOT_WRITE,
          out
              + " cannot be written ("
              + e.getMessage()
              + "): free space or choose another --out, and"
              + " start the same command again; nothing is made twice.");
    }
  }

  /** An earlier extraction may be replaced, but only by one of the same footage. */
  private static void refuseOther(Path out, Set<String> media) throws IOException {
    if (!Files.isRegularFile(out.resolve("faces.jsonl"))) {
      return;
    }
    try (FacesetReader reader = FacesetReader.open(out)) {
      boolean other =
          reader.faces().stream().anyMatch(face -> !media.contains(face.key().medium()));
      if (other) {
        throw new Refusal(
            ExitCode.CANNOT_WRITE,
            out + " holds faces of other footage: choose another --out, or remove it first.");
      }
    }
  }
}
