package dev.likeness.activities.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command said and how it left, run inside the test. */
record TypedCommand(int code, String out, String error) {
  static TypedCommand run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine line = Commands.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(error));
    int code = line.execute(arguments);
    return new TypedCommand(code, out.toString(), error.toString());
  }
}
