package dev.likeness.activities.cli;

import dev.likeness.activities.models.NamedCheckpoints;
import dev.likeness.activities.models.NamedCheckpoints.Moment;
import dev.likeness.activities.plan.Parts;
import dev.likeness.model.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness keep}. */
@Command(
    name = "keep",
    header = "Names a checkpoint, so that gc leaves it alone.",
    description = "Without --as, lists the checkpoints that there are.",
    customSynopsis = {
      "likeness keep --project NAME [--iteration N] --as WORD",
      "       likeness keep --project NAME --as WORD --forget",
      "       likeness keep --project NAME [--json]"
    })
final class KeepCommand implements Callable<Integer> {
  @Option(names = "--project", paramLabel = "NAME", description = "A project of the home.")
  Optional<String> project = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Or the model itself, as status names it.")
  Optional<String> model = Optional.empty();

  @Option(
      names = "--iteration",
      paramLabel = "N",
      description = "Which checkpoint. Default: the newest.")
  Optional<Long> iteration = Optional.empty();

  @Option(names = "--as", paramLabel = "WORD", description = "The name to give it.")
  Optional<String> word = Optional.empty();

  @Option(names = "--forget", description = "Take the name back instead.")
  boolean forget;

  @Option(names = "--json", description = "The checkpoints as one line of JSON.")
  boolean json;

  @Mixin final StoreOption where = new StoreOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    check();
    String name = model.orElseGet(this::ofProject);
    if (where.address(System.getenv()).isEmpty()) {
      where.home().prepare();
      Logs.into(where.home().logs());
    }
    try (OpenStore open =
        OpenStore.shared(where.address(System.getenv()), where.home(), "likeness keep")) {
      NamedCheckpoints checkpoints = new NamedCheckpoints(open.store(), name);
      Screen screen = Commands.screen(spec);
      if (word.isPresent()) {
        screen.say(forget ? forgotten(checkpoints) : kept(checkpoints));
      } else {
        list(checkpoints.all(), screen);
      }
      return ExitCode.OK.code();
    }
  }

  private void check() {
    if (project.isPresent() == model.isPresent()) {
      throw new Refusal(ExitCode.USAGE, "Name either a project (--project) or a --model.");
    }
    if (word.isEmpty() && (forget || iteration.isPresent())) {
      throw new Refusal(ExitCode.USAGE, "--as WORD is missing: which name?");
    }
    checkName("--as", word);
    checkName("--project", project);
    checkName("--model", model);
  }

  private static void checkName(String option, Optional<String> name) {
    if (name.isPresent() && !Parts.NAME.matcher(name.get()).matches()) {
      throw new Refusal(
          ExitCode.USAGE,
          option
              + ": \""
              + name.get()
              + "\" is no name here: up to 63 letters, digits, dots, dashes and underscores,"
              + " beginning with a letter or digit.");
    }
  }

  private String ofProject() {
    String name = project.orElseThrow();
    return ProjectFolder.existing(where.home(), name)
        .status()
        .flatMap(SwapStatus::model)
        .orElseThrow(
            () ->
                new Refusal(
                    ExitCode.NO_INPUT,
                    "Project " + name + " has no model yet: it makes one when it trains."));
  }

  private String kept(NamedCheckpoints checkpoints) {
    Moment wanted =
        checkpoints.all().stream()
            .filter(moment -> iteration.isEmpty() || iteration.get() == moment.iteration())
            .max(Comparator.comparingInt(Moment::place))
            .orElseThrow(() -> none(checkpoints.all()));
    String given = word.orElseThrow();
    if (!checkpoints.name(wanted, given)) {
      throw new Refusal(
          ExitCode.USAGE,
          "\"" + given + "\" is taken by another checkpoint: choose another word, or --forget it.");
    }
    return "kept     iteration " + wanted.iteration() + " as " + given;
  }

  private Refusal none(List<Moment> all) {
    return new Refusal(
        ExitCode.NO_INPUT,
        "There is no checkpoint"
            + iteration.map(wanted -> " of iteration " + wanted).orElse("")
            + (all.isEmpty()
                ? " of this model yet."
                : "; there are "
                    + String.join(
                        ", ",
                        all.stream().map(moment -> String.valueOf(moment.iteration())).toList())
                    + "."));
  }

  private String forgotten(NamedCheckpoints checkpoints) {
    String given = word.orElseThrow();
    if (!checkpoints.forget(given)) {
      throw new Refusal(ExitCode.NO_INPUT, "No checkpoint of this model is named " + given + ".");
    }
    return "forgot   " + given;
  }

  private void list(List<Moment> all, Screen screen) {
    if (json) {
      screen.say(Json.MAPPER.valueToTree(all).toString());
      return;
    }
    for (Moment moment : all) {
      screen.say(
          String.format(
              Locale.ROOT,
              "iteration %8d  %s",
              moment.iteration(),
              String.join(", ", moment.names())));
    }
    if (all.isEmpty()) {
      screen.say("There is no checkpoint of this model yet.");
    }
  }
}
