package dev.afina.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Runs short commands in one process, with nobody to see it: the script `afina` lets Java keep
/// what it had to find out for them, so that every later start is shorter.
public final class Rehearsal {
  private Rehearsal() {}

  /// @param arguments an empty folder to write in
  public static void main(String[] arguments) throws IOException {
    Path project = Path.of(arguments[0]).resolve("rehearsal");
    String folder = project.toString();
    run("new", folder, "--yes");
    run("run", folder, "--to", "split");
    run("data", "--help");
    run("data", "check", project.resolve("data/training/train_data.jsonl").toString());
    Path talks = Files.writeString(project.resolve("talks.jsonl"), Ahead.SAMPLE.repeat(TALKS));
    Ahead.of(List.of("data", "check"), System.getenv());
    run("data", "check", talks.toString());
  }

  /// Enough that groups and outliers are looked for.
  private static final int TALKS = 100;

  private static void run(String... words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Afina.run(
        List.of(words),
        new Outside(
            System.getenv(),
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Terminal.of(System.getenv(), Main.isInteractive(), ""),
            false,
            "./afina",
            Path.of(System.getProperty("afina.dist", "dist")),
            InstantSource.system()));
  }
}
