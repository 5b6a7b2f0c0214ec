package dev.likeness.activities.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.likeness.activities.cli.Refusal.Complaint;
import dev.likeness.model.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness merge}. */
@Command(
    name = "merge",
    header = "Blends a finished project's faces in again.",
    description = "From the predicted faces that are stored; nothing is trained.",
    customSynopsis = "likeness merge --project NAME --out FILE.mp4|DIR [OPTIONS]")
final class MergeCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE|DIR",
      description = "The film (.mp4 or .mkv), or a folder for several.")
  Path out = Path.of("");

  @Mixin final ProjectOption project = new ProjectOption();
  @Mixin final MergingOptions merging = new MergingOptions();
  @Mixin final WorkOptions services = new WorkOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Screen screen = Commands.screen(spec);
    List<Complaint> complaints = new ArrayList<>();
    Optional<Place> place =
        services.place("likeness merge --project " + project.name(), System.getenv(), complaints);
    ObjectNode wanted = Json.MAPPER.createObjectNode();
    merging.into(wanted);
    complaints.addAll(MergeRun.check(wanted));
    Optional<ProjectFolder> folder =
        ProjectFolder.existing(services.home(), project.name(), complaints);
    int films =
        folder.flatMap(ProjectFolder::status).map(status -> status.films().size()).orElse(1);
    OutputPlace to = OutputPlace.of(out, films, List.of(), complaints);
    Refusal.ifAny(complaints);
    String container = to.container().orElse("mp4");
    List<ObjectNode> requests = MergeRun.requests(folder.orElseThrow(), wanted, container);
    new MergeRun(place.orElseThrow(), screen)
        .run(requests, to, container)
        .forEach(film -> screen.say("film     " + film));
    return ExitCode.OK.code();
  }
}
