package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file larger than the memory goes through every command that promises it. The large sizes are
/// `benchmarks/flat_memory.sh`'s.
class FlatMemoryIT {
  private static final int CONVERSATIONS = 540_000;
  private static final int DIFFERENT = 405_000;
  private static final String HEAP = "-Xmx256m";

  @TempDir Path folder;

  @Test
  void aFileLargerThanTheMemoryGoesThrough() throws IOException, InterruptedException {
    Path raw = folder.resolve("raw.jsonl");
    try (Writer out = Files.newBufferedWriter(raw)) {
      String filler = "palabra ".repeat(110);
      for (int i = 0; i < CONVERSATIONS; i++)
        out.write(
            "{\"messages\": [{\"role\": \"user\", \"content\": \"¿Pregunta %d? %s\"}, {\"role\": \"assistant\", \"content\": \"Respuesta %d.\", \"rating\": %d}], \"group\": \"cliente %d\"}\n"
                .formatted(i % DIFFERENT, filler, i % DIFFERENT, i % 5 + 1, i % 1000));
    }
    assertThat(Files.size(raw)).isGreaterThan(500_000_000);
    data("import", raw, "--out", at("all"));
    data("check", at("all"), "--only", "form");
    data("filter", at("all"), "--out", at("good"));
    data("repair", at("good"), "--only", "repeats", "--out", at("once"));
    data("split", at("once"), "--by", "hash", "--large", "--out", folder.resolve("parts"));
    data("export", folder.resolve("parts/training.jsonl"), "--as", "openai", "--out", at("train"));

    assertThat(lines("all")).isEqualTo(CONVERSATIONS);
    assertThat(lines("good")).isEqualTo(CONVERSATIONS * 2 / 5);
    assertThat(lines("once")).isEqualTo(DIFFERENT * 2 / 5);
    assertThat(lines("train")).isBetween(112_000L, 144_000L);
  }

  private Path at(String name) {
    return folder.resolve(name + ".jsonl");
  }

  private long lines(String name) throws IOException {
    try (Stream<String> lines = Files.lines(at(name))) {
      return lines.count();
    }
  }

  private void data(Object... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afina.cli.Main",
                "data"));
    for (Object argument : arguments) command.add(argument.toString());
    Path log = folder.resolve("log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(log)).isLessThanOrEqualTo(Exit.DONE_WITH_FINDINGS);
  }
}
