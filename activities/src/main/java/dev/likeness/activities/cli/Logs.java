package dev.likeness.activities.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where warnings and stack traces go: a file of the home, never the person's terminal. */
final class Logs {
  private static final String FOLDER = "likeness.logs";

  private Logs() {}

  /** Sends all logging into the folder; must come before the first logger is made. */
  static void into(Path folder) {
    System.setProperty(FOLDER, folder.toString());
    System.setProperty("logback.configurationFile", "logback-home.xml");
    // JavaCPP would write its own warnings to the terminal.
    System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
    // Some libraries log through the JDK, which would write to the terminal.
    LogManager.getLogManager().reset();
    java.util.logging.Logger.getLogger("").addHandler(new Forwarding());
  }

  /** A sentence for who shall look at the log. */
  static String where() {
    return Optional.ofNullable(System.getProperty(FOLDER))
        .map(folder -> "The log is " + Path.of(folder).resolve("likeness.log") + ".")
        .orElse("The log is on standard error.");
  }

  private static final class Forwarding extends Handler {
    private final Logger log = LoggerFactory.getLogger("jdk");

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        log.warn("{}: {}", entry.getLoggerName(), entry.getMessage(), entry.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
