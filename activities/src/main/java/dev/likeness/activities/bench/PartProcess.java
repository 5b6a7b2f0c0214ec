package dev.likeness.activities.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.likeness.activities.runner.ChildCommand;
import dev.likeness.activities.runner.JvmProfile;
import dev.likeness.activities.worker.WorkerSettings;
import dev.likeness.model.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of the bench, started as a step's process is. */
final class PartProcess implements AutoCloseable {
  private final PartOrder order;
  private final Process process;
  private final BufferedReader out;
  private final long started;

  private PartProcess(PartOrder order, Process process, long started) {
    this.order = order;
    this.process = process;
    this.started = started;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  static PartProcess start(PartOrder order) throws IOException {
    JvmProfile profile =
        Optional.ofNullable(WorkerSettings.embedded().profiles().get(order.part().profile()))
            .orElseThrow();
    Path folder = Path.of(order.folder());
    List<String> line =
        ChildCommand.likeThis(List.of(PartMain.class.getName())).with(profile, folder);
    long now = System.nanoTime();
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(profile.environment());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors.log").toFile()));
    var part = new PartProcess(order, builder.start(), now);
    part.tell(Json.MAPPER.writeValueAsString(order));
    return part;
  }

  private void tell(String line) throws IOException {
    var in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(line);
    in.write("\n");
    in.flush();
  }

  /** Waits until it is warm; seconds since it was started. */
  double awaitReady() throws IOException {
    next(Gate.READY);
    return (System.nanoTime() - started) / 1e9;
  }

  /** Lets it measure. */
  void go() throws IOException {
    tell("go");
  }

  Map<String, Double> figures() throws IOException {
    return Json.MAPPER.readValue(next("{"), new TypeReference<Map<String, Double>>() {});
  }

  /** Libraries print too: the next line that begins like this. */
  private String next(String start) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new IOException(
        "The part "
            + order.part()
            + " of the bench ended early: "
            + Path.of(order.folder()).resolve("errors.log")
            + " says why.");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
