package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.activities.plan.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that a job names, and what can be said against them before anything is started. */
final class JobInputs {
  private static final String FACES = "faces.jsonl";

  private JobInputs() {}

  /** What a file of a job stands for. */
  enum Kind {
    FOOTAGE,
    FACESET,
    EITHER
  }

  /** An object of the job in which {@code file} stands instead of a digest. */
  record Reference(String where, ObjectNode holder, Kind kind) {
    Path file() {
      return Path.of(holder.path("file").asText());
    }

    /** Whether it is a faceset: what it may be, or what it looks like when it may be both. */
    boolean isFaceset() {
      return switch (kind) {
        case FOOTAGE -> false;
        case FACESET -> true;
        case EITHER -> looksLikeFaceset(file());
      };
    }
  }

  /** Every place of the job where a file stands, in order. */
  static List<Reference> references(JobType type, ObjectNode job) {
    List<Reference> all = new ArrayList<>();
    switch (type) {
      case FACE_SWAP -> {
        addEach(all, job, "sources", Kind.EITHER);
        addEach(all, job, "targets", Kind.FOOTAGE);
        addEach(all, job, "targetFaces", Kind.FACESET);
      }
      case EXTRACT_FACES -> add(all, job.path("medium"), "medium", Kind.FOOTAGE);
      case TRAIN_MODEL -> {
        addEach(all, job, "sources", Kind.FACESET);
        addEach(all, job, "targets", Kind.FACESET);
      }
      case CONVERT_VIDEO -> add(all, job.path("target"), "target", Kind.FOOTAGE);
    }
    return all;
  }

  private static void addEach(List<Reference> all, ObjectNode job, String name, Kind kind) {
    int i = 0;
    for (JsonNode element : job.path(name)) {
      add(all, element, name + "[" + i++ + "]", kind);
    }
  }

  private static void add(List<Reference> all, JsonNode element, String where, Kind kind) {
    if (element instanceof ObjectNode holder && holder.path("file").isTextual()) {
      all.add(new Reference(where, holder, kind));
    }
  }

  /** The picture that names a person, when it is a path and neither an id nor a digest. */
  static Optional<String> picture(ObjectNode job, String person) {
    JsonNode written = job.path(person);
    return written.isTextual() && !Parts.PERSON.matcher(written.asText()).matches()
        ? Optional.of(written.asText())
        : Optional.empty();
  }

  /** Everything that is wrong with the files of a job. */
  static List<Complaint> check(JobType type, ObjectNode job) {
    List<Complaint> complaints = new ArrayList<>();
    List<Reference> references = references(type, job);
    for (Reference reference : references) {
      check(reference, complaints);
    }
    for (String person : type.people()) {
      picture(job, person).ifPresent(path -> checkPicture(path, complaints));
    }
    complaints.addAll(same(references));
    return complaints;
  }

  private static void check(Reference reference, List<Complaint> complaints) {
    Path file;
    try {
      file = reference.file();
    } catch (InvalidPathException e) {
      complaints.add(
          new Complaint(ExitCode.USAGE, reference.where() + ": " + e.getMessage() + "."));
      return;
    }
    String footage = "a video or a picture";
    if (!Files.exists(file)) {
      complaints.add(new Complaint(ExitCode.NO_INPUT, file + " does not exist: check the path."));
    } else if (!Files.isReadable(file)) {
      complaints.add(
          new Complaint(ExitCode.NO_INPUT, file + " may not be read: change its permissions."));
    } else if (Files.isDirectory(file)) {
      if (reference.kind() == Kind.FOOTAGE) {
        complaints.add(
            new Complaint(ExitCode.BAD_INPUT, file + " is a folder: name " + footage + "."));
      } else if (!Files.isRegularFile(file.resolve(FACES))) {
        complaints.add(
            new Complaint(
                ExitCode.BAD_INPUT,
                file
                    + " is a folder without faces.jsonl, so no faceset: make one with \"likeness"
                    + " extract\", or name "
                    + footage
                    + "."));
      }
    } else if (!Files.isRegularFile(file)) {
      complaints.add(
          new Complaint(ExitCode.BAD_INPUT, file + " is no ordinary file: name " + footage + "."));
    } else if (size(file) == 0) {
      complaints.add(new Complaint(ExitCode.BAD_INPUT, file + " is empty: name " + footage + "."));
    }
  }

  private static void checkPicture(String path, List<Complaint> complaints) {
    try {
      if (!Files.isRegularFile(Path.of(path)) || !Files.isReadable(Path.of(path))) {
        complaints.add(
            new Complaint(
                ExitCode.NO_INPUT,
                "\""
                    + path
                    + "\" is neither a person's id as the contact sheets show it (p1, p2, ...)"
                    + " nor a picture that can be read."));
      }
    } catch (InvalidPathException e) {
      complaints.add(
          new Complaint(ExitCode.USAGE, "\"" + path + "\" is no path: " + e.getReason() + "."));
    }
  }

  private static List<Complaint> same(List<Reference> references) {
    List<Complaint> complaints = new ArrayList<>();
    for (Reference source : references) {
      for (Reference target : references) {
        if (source.where().startsWith("sources")
            && target.where().startsWith("targets")
            && isSame(source, target)) {
          complaints.add(sameFootage(String.valueOf(target.file())));
        }
      }
    }
    return complaints;
  }

  /** The complaint about one file on both sides. */
  static Complaint sameFootage(String what) {
    return new Complaint(
        ExitCode.BAD_INPUT,
        what
            + " is both source and target: a face cannot replace itself; name another person's"
            + " footage as --source.");
  }

  private static boolean isSame(Reference source, Reference target) {
    try {
      return Files.isSameFile(source.file(), target.file());
    } catch (IOException | InvalidPathException missing) {
      return false;
    }
  }

  private static boolean looksLikeFaceset(Path file) {
    Path name = file.getFileName();
    return Files.isDirectory(file)
        || (name != null && name.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".zip"));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
