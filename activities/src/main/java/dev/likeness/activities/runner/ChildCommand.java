package dev.likeness.activities.runner;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The command line that starts this same program again: its Java, class path and caches. */
public record ChildCommand(Path java, String classPath, List<String> inherited, List<String> main) {
  /** Caches, logs, and where an image keeps its natives. */
  private static final List<String> SHARED =
      List.of(
          "-XX:AOTCache=",
          "-XX:SharedArchiveFile=",
          "-Xshare",
          "-Dlikeness.",
          "-Dlogback.",
          "-Djava.library.path=",
          "-Dorg.bytedeco.javacpp.pathsFirst=",
          "-Dorg.bytedeco.javacpp.cachedir=");

  public ChildCommand {
    inherited = List.copyOf(inherited);
    main = List.copyOf(main);
  }

  /** As this process was started, with another main class and arguments. */
  public static ChildCommand likeThis(List<String> main) {
    return new ChildCommand(
        Path.of(property("java.home"), "bin", File.separatorChar == '/' ? "java" : "java.exe"),
        property("java.class.path"),
        shared(ManagementFactory.getRuntimeMXBean().getInputArguments()),
        main);
  }

  static List<String> shared(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> SHARED.stream().anyMatch(argument::startsWith))
        .toList();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** The whole line for a profile; the JVM's own reports go to the step's folder. */
  public List<String> with(JvmProfile profile, Path folder) {
    List<String> line = new ArrayList<>();
    line.add(java.toString());
    line.addAll(inherited);
    line.addAll(profile.arguments(folder));
    line.add("-cp");
    line.add(classPath);
    line.addAll(main);
    return line;
  }
}
