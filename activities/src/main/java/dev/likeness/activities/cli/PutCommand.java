package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.store.ArtifactStore;
import dev.likeness.model.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness put}. */
@Command(
    name = "put",
    header = "Puts footage into the store, for jobs started elsewhere.",
    description = {
      "Says what to write into a job's file: {\"media\": SHA-256, \"name\": ...} for",
      "each, or \"faceset\" for a folder of extract. What is there is not sent twice;",
      "what no job uses within a day may be removed by gc."
    })
final class PutCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE|FACESET", description = "Footage or facesets.")
  List<Path> files = List.of();

  @Option(names = "--json", description = "As one line of JSON, a list.")
  boolean json;

  @Mixin final StoreOption where = new StoreOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Refusal.ifAny(
        files.stream()
            .filter(file -> !Files.isReadable(file))
            .map(
                file ->
                    new Refusal.Complaint(
                        ExitCode.NO_INPUT, file + " is not there or cannot be read."))
            .toList());
    ArrayNode stored = Json.MAPPER.createArrayNode();
    where.home().prepare();
    Logs.into(where.home().logs());
    try (OpenStore opened =
        OpenStore.shared(where.address(System.getenv()), where.home(), "likeness put")) {
      for (Path file : files) {
        stored.add(put(file, opened.store()));
      }
    }
    Screen screen = Commands.screen(spec);
    if (json) {
      screen.say(stored.toString());
    } else {
      stored.forEach(each -> screen.say(each.toString()));
    }
    return ExitCode.OK.code();
  }

  private ObjectNode put(Path file, ArtifactStore store) {
    Function<Path, String> put = path -> store.put(path).digest().hex();
    ObjectNode reference = Json.MAPPER.createObjectNode();
    if (Files.isDirectory(file)) {
      reference.put("faceset", StoredInputs.faceset(file, put, where.home().scratch()));
    } else {
      reference.put("media", put.apply(file));
    }
    return reference.put("name", String.valueOf(file.getFileName()));
  }
}
