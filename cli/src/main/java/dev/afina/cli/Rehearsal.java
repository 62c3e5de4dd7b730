package dev.afina.cli;

import dev.afina.text.Texts;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Runs short commands in one process, with nobody to see it: the script `afina` lets Java keep
/// what it had to find out for them, so that every later start is shorter.
public final class Rehearsal {
  private Rehearsal() {}

  /// @param arguments an empty folder to write in
  public static void main(String[] arguments) {
    Path project = Path.of(arguments[0]).resolve("rehearsal");
    String folder = project.toString();
    run("new", folder, "--yes");
    run("run", folder, "--to", "split");
    run("data", "--help");
    run("data", "check", project.resolve("data/training/train_data.jsonl").toString());
    Ahead.look(Texts.in(Locale.ENGLISH));
  }

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
            Terminal.of(System.getenv(), false, ""),
            false,
            "./afina",
            Path.of(System.getProperty("afina.dist", "dist")),
            InstantSource.system()));
  }
}
