package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A command that writes, killed at some moment: the old file or the new one is there, never half.
class KilledWriterIT {
  private static final int ROWS = 40_000;
  private static final int KILLS = 8;

  @TempDir Path folder;

  @Test
  void aKillLeavesTheOldFileOrTheNewOne() throws IOException, InterruptedException {
    Path table = folder.resolve("chats.csv");
    Files.writeString(table, "Pregunta;Respuesta\n" + "una pregunta;una respuesta\n".repeat(ROWS));
    Path out = folder.resolve("all.jsonl");
    long began = System.nanoTime();
    assertThat(writer(table, out).waitFor()).isLessThanOrEqualTo(Exit.DONE_WITH_FINDINGS);
    long whole = System.nanoTime() - began;
    String fresh = Files.readString(out);
    assertThat(fresh.lines()).hasSize(ROWS);

    for (int kill = 1; kill <= KILLS; kill++) {
      Files.writeString(out, "old\n");
      Process process = writer(table, out);
      process.waitFor(whole * kill / KILLS, TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      assertThat(Files.readString(out)).as("kill " + kill).isIn("old\n", fresh);
    }
  }

  private Process writer(Path table, Path out) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afina.cli.Main",
                "data",
                "import",
                table.toString(),
                "--out",
                out.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
