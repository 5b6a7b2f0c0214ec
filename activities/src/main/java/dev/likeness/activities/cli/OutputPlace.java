package dev.likeness.activities.cli;

import dev.likeness.activities.cli.Refusal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where films go: one file, or a folder in which each is named after its target. */
record OutputPlace(Path path, boolean folder) {
  private static final List<String> CONTAINERS = List.of("mp4", "mkv");

  /**
   * Reads what {@code --out} means and complains of what cannot be written.
   *
   * @param targets how many films there will be
   * @param inputs files that must not be written over
   */
  static OutputPlace of(Path out, int targets, List<Path> inputs, List<Complaint> complaints) {
    Path path = out.toAbsolutePath().normalize();
    String extension = extension(path);
    boolean folder = Files.isDirectory(path) || targets > 1 || extension.isEmpty();
    if (targets > 1 && Files.isRegularFile(path)) {
      complaints.add(
          new Complaint(
              ExitCode.USAGE, out + " is a file: with several targets, --out is a folder."));
    } else if (!folder && !CONTAINERS.contains(extension)) {
      complaints.add(
          new Complaint(
              ExitCode.USAGE, out + " must end in .mp4 or .mkv, or be a folder: change --out."));
    }
    unwritable(path, folder).ifPresent(complaints::add);
    for (Path input : inputs) {
      if (isSame(path, input)) {
        complaints.add(
            new Complaint(
                ExitCode.USAGE,
                out + " is an input and would be overwritten: choose another --out."));
      }
    }
    return new OutputPlace(path, folder);
  }

  /** Why nothing can be written there. */
  static Optional<Complaint> unwritable(Path path, boolean folder) {
    Path at = path.toAbsolutePath().normalize();
    Optional<Path> start = folder ? Optional.of(at) : Optional.ofNullable(at.getParent());
    Optional<Path> existing = start;
    while (existing.isPresent() && !Files.exists(existing.get())) {
      existing = Optional.ofNullable(existing.get().getParent());
    }
    if (existing.isEmpty() || !Files.isDirectory(existing.get())) {
      return Optional.of(
          new Complaint(
              ExitCode.CANNOT_WRITE,
              path
                  + " cannot be written: "
                  + existing.map(Path::toString).orElse("/")
                  + " is no folder; choose another --out."));
    }
    return Files.isWritable(existing.get())
        ? Optional.empty()
        : Optional.of(
            new Complaint(
                ExitCode.CANNOT_WRITE,
                path
                    + " cannot be written: "
                    + existing.get()
                    + " may not be written to; change its permissions or choose another --out."));
  }

  /** The container that the file's name asks for. */
  Optional<String> container() {
    return folder ? Optional.empty() : Optional.of(extension(path)).filter(CONTAINERS::contains);
  }

  /** Where the film of a target goes; {@code number} tells apart targets of one name. */
  Path film(String target, String container, List<Path> taken) {
    if (!folder) {
      return path;
    }
    int dot = target.lastIndexOf('.');
    String stem = dot > 0 ? target.substring(0, dot) : target;
    Path film = path.resolve(stem + "-swapped." + container);
    for (int number = 2; taken.contains(film); number++) {
      film = path.resolve(stem + "-swapped-" + number + "." + container);
    }
    return film;
  }

  /** A file beside the films, such as a contact sheet. */
  Path beside(String name) {
    Path parent = folder ? path : path.getParent();
    return parent == null ? Path.of(name) : parent.resolve(name);
  }

  private static boolean isSame(Path path, Path input) {
    try {
      return Files.exists(path) && Files.exists(input) && Files.isSameFile(path, input);
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String extension(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  /** The films' names, in order. */
  List<Path> films(List<String> targets, String container) {
    List<Path> films = new ArrayList<>();
    targets.forEach(target -> films.add(film(target, container, films)));
    return films;
  }
}
