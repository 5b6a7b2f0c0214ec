package dev.likeness.activities.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line as a whole. Only the command that was typed is made, and nothing heavy is loaded
 * before it runs, so that help comes at once.
 */
@Command(
    name = "likeness",
    description = "Swaps faces in video, as durable jobs that go on where they were interrupted.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SwapCommand.class,
      ExtractCommand.class,
      MergeCommand.class,
      StatusCommand.class,
      PreviewCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      FinishCommand.class,
      ExtendCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      KeepCommand.class,
      GcCommand.class,
      SubmitCommand.class,
      PutCommand.class,
      GetCommand.class,
      WorkerCommand.class,
      StepCommand.class
    })
public final class Commands {
  private Commands() {}

  /** Runs what was typed; the code to leave with. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The command line, for tests with streams of their own. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Commands());
    prepare(root);
    root.setExecutionStrategy(Commands::execute);
    root.setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), List.of(e)));
    root.setExecutionExceptionHandler((e, command, parsed) -> report(e, command));
    return root;
  }

  private static void prepare(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("This help.").build());
    spec.parser().collectErrors(true);
    spec.resourceBundle(new OptionRanges());
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.table());
    command.getSubcommands().values().forEach(Commands::prepare);
  }

  static Screen screen(CommandSpec spec) {
    return Screen.of(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private static int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    List<Exception> errors = new ArrayList<>();
    ParseResult last = parsed;
    errors.addAll(parsed.errors());
    while (last.hasSubcommand()) {
      last = last.subcommand();
      errors.addAll(last.errors());
    }
    CommandLine command = last.commandSpec().commandLine();
    if (!errors.isEmpty()) {
      return refuse(command, errors);
    }
    if (!parsed.hasSubcommand()) {
      command.usage(command.getErr());
      return ExitCode.USAGE.code();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int refuse(CommandLine command, List<? extends Exception> errors) {
    PrintWriter out = command.getErr();
    out.println(
        errors.stream()
            .map(error -> String.valueOf(error.getMessage()))
            .distinct()
            .collect(Collectors.joining("\n")));
    out.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    out.flush();
    return ExitCode.USAGE.code();
  }

  private static int report(Exception failure, CommandLine command) {
    Refusal refusal = failure instanceof Refusal known ? known : Failures.of(failure);
    command.getErr().println(refusal.sentence());
    command.getErr().flush();
    return refusal.exit().code();
  }
}
