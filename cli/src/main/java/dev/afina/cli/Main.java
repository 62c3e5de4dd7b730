package dev.afina.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Where the program begins: gathers the world around it and leaves with its exit code.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Ahead.of(List.of(arguments), System.getenv());
    boolean interactive = isInteractive();
    Outside outside =
        new Outside(
            System.getenv(),
            System.in,
            new PrintStream(new FileOutputStream(FileDescriptor.out), false),
            new PrintStream(new FileOutputStream(FileDescriptor.err), false),
            Terminal.of(System.getenv(), interactive, System.getProperty("stdout.encoding", "")),
            interactive,
            System.getProperty("afina.command", "./afina"),
            Path.of(System.getProperty("afina.dist", "dist")),
            InstantSource.system());
    int code = Afina.run(List.of(arguments), outside);
    // Not merely a return: a library's thread must not keep the program alive.
    System.exit(code);
  }

  /// Whether a person sits before it.
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
