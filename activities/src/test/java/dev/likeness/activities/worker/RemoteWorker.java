package dev.likeness.activities.worker;

import dev.likeness.activities.runner.ChildCommand;
import dev.likeness.activities.runner.JvmProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code likeness worker}, in a process of its own. */
final class RemoteWorker implements AutoCloseable {
  private final Process process;

  private RemoteWorker(Process process) {
    this.process = process;
  }

  static RemoteWorker start(Servers servers, Path home, String... options) throws IOException {
    Files.createDirectories(home);
    List<String> main =
        new ArrayList<>(
            List.of(
                "dev.likeness.activities.Main",
                "worker",
                "--temporal",
                servers.temporal(),
                "--store",
                servers.store().endpoint().toString(),
                "--home",
                home.toString()));
    main.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(ChildCommand.likeThis(main).with(JvmProfile.plain(512), home))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("worker.log").toFile()));
    builder.environment().putAll(servers.credentials());
    return new RemoteWorker(builder.start());
  }

  /** The processes of steps that it has running. */
  Stream<ProcessHandle> steps() {
    return process.children().filter(ProcessHandle::isAlive);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; its steps find their pipes closed and end too, which is waited for. */
  void kill() {
    close();
  }

  /** SIGTERM; gives the code with which it leaves. */
  int terminate() throws InterruptedException {
    process.toHandle().destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    List<ProcessHandle> steps = steps().toList();
    process.destroyForcibly().onExit().join();
    steps.forEach(step -> step.onExit().join());
  }
}
