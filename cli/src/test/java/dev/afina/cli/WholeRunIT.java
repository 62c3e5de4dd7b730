package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.core.Digest;
import dev.afina.core.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as its user has it: started from `dist/`, without a network, on the built-in base.
class WholeRunIT {
  private static final Path DIST = Path.of(System.getProperty("afina.root"), "dist");

  /// Native libraries are unpacked once for all tests.
  private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache/afina-tests");

  private static final String KEY = "sk-4f9a-marker-key";
  private static final String MARKER = "zarzaparrilla";

  @TempDir Path temporary;
  private Path shop;

  @BeforeEach
  void aFolderOfOnesOwn() {
    assumeTrue(Files.exists(DIST.resolve("engine/afina-engine.jar")), "no engine in " + DIST);
    shop = temporary.resolve("tienda");
    assertThat(afina("new", shop.toString(), "--kind", "intents", "--lang", "es").code).isZero();
  }

  @Test
  void fromNothingToAnAnswerAndASecondRunTouchesNothing() throws IOException {
    Said first = run();
    assertThat(first.out)
        .contains("semilla")
        .contains("results/report.html")
        .contains("aciertos")
        .doesNotContain("???");
    assertThat(shop.resolve("results/report.html")).content().contains("<html lang=\"es\"");
    var before = times(shop);

    Said second = run();

    assertThat(second.out).contains("sin cambios");
    assertThat(times(shop)).isEqualTo(before);

    SafeFile.write(
        shop.resolve("mails.csv"), "id;texto\n7;quiero reservar mesa\n8;\"hola; ¿abren hoy?\"\n");
    Said classified =
        afina(
            "classify",
            shop.toString(),
            "--in",
            shop.resolve("mails.csv").toString(),
            "--out",
            shop.resolve("result.csv").toString());
    assertThat(classified.code).isZero();
    List<String> rows = Files.readAllLines(shop.resolve("result.csv"));
    assertThat(rows.get(0)).isEqualTo("id,texto,label,probability,unsure");
    assertThat(rows.get(1)).startsWith("7,quiero reservar mesa,");
    assertThat(rows.get(2)).startsWith("8,hola; ¿abren hoy?,");
    assertThat(rows).hasSize(3);
  }

  @Test
  void anAdapterFromElsewhereClassifiesAsItDidThere() {
    run("--set", "training.method=lora");
    Path adapter = temporary.resolve("elsewhere");
    Said exported =
        afina("export", shop.toString(), "--as", "adapter", "--out", adapter.toString());
    assertThat(exported.code).isZero();
    String own = afina("classify", shop.toString(), "¿abren hoy?", "--json").out;
    run("--set", "training.method=lora", "--set", "training.seed=7");

    String now = afina("classify", shop.toString(), "¿abren hoy?", "--json").out;
    Said there =
        afina(
            "classify", shop.toString(), "¿abren hoy?", "--json", "--adapter", adapter.toString());

    assertThat(there.code).isZero();
    assertThat(labelAndProbability(there.out)).isEqualTo(labelAndProbability(own));
    assertThat(labelAndProbability(there.out)).isNotEqualTo(labelAndProbability(now));
  }

  private static String labelAndProbability(String json) {
    return json.replaceFirst(",\"unsure.*", "");
  }

  @Test
  void aKilledEngineCostsNothing() throws Exception {
    Path other = temporary.resolve("other/tienda");
    assertThat(afina("new", other.toString(), "--kind", "intents", "--lang", "es").code).isZero();
    afina("run", other.toString(), "--to", "train", "--base", "afina/semilla");

    Process running = start("run", shop.toString(), "--to", "train", "--base", "afina/semilla");
    awaitEpoch(3);
    ProcessHandle engine =
        running
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains("afina-engine.jar"))
            .findFirst()
            .orElseThrow();
    engine.destroyForcibly();
    Said killed = heard(running);
    assertThat(killed.code).isEqualTo(Exit.REFUSED);
    assertThat(shop.resolve("results/fine_tuning_info.json")).doesNotExist();

    Said again = afina("run", shop.toString(), "--to", "train", "--base", "afina/semilla");

    assertThat(again.out).doesNotContain("época 1 ·");
    assertThat(Digest.of(models(shop))).isEqualTo(Digest.of(models(other)));
    assertThat(shop.resolve("results/fine_tuning_info.json"))
        .hasSameTextualContentAs(other.resolve("results/fine_tuning_info.json"));
  }

  @Test
  void noLogHoldsWhatCustomersWroteOrAKey() throws IOException {
    Path examples = shop.resolve("examples.csv");
    SafeFile.write(
        examples,
        Files.readString(examples).replaceFirst("\n", "\nQuiero " + MARKER + " ya,consulta\n"));
    SafeFile.write(shop.resolve(".env"), "AZURE_OPENAI_KEY=" + KEY + "\n");

    Said said = run();
    Said config = afina("config", shop.toString());

    assertThat(said.out + said.err + config.out + config.err).doesNotContain(KEY);
    assertThat(config.out).contains("AZURE_OPENAI_KEY");
    try (Stream<Path> logs = Stream.concat(Files.walk(CACHE), Files.walk(shop))) {
      for (Path log : logs.filter(path -> path.toString().endsWith(".log")).toList())
        assertThat(log).content(StandardCharsets.ISO_8859_1).doesNotContain(KEY, MARKER);
    }
    try (Stream<Path> made = Files.walk(shop)) {
      for (Path file : made.filter(Files::isRegularFile).toList())
        if (!file.endsWith(".env"))
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(KEY);
    }
  }

  private record Said(int code, String out, String err) {}

  private Said run(String... more) {
    List<String> words = new ArrayList<>(List.of("run", shop.toString()));
    words.addAll(List.of("--base", "afina/semilla", "--set", "training.epochs=4"));
    words.addAll(List.of(more));
    return afina(words.toArray(String[]::new));
  }

  private Said afina(String... arguments) {
    return heard(start(arguments));
  }

  private Process start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dafina.dist=" + DIST,
            "-jar",
            DIST.resolve("cli/afina-cli.jar").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(temporary.resolve("out.txt").toFile())
            .redirectError(temporary.resolve("err.txt").toFile());
    builder.environment().put("AFINA_CACHE", CACHE.toString());
    builder.environment().put("AFINA_OFFLINE", "1");
    builder.environment().put("AFINA_LANG", "es");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Said heard(Process process) {
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
      return new Said(
          process.exitValue(),
          Files.readString(temporary.resolve("out.txt")),
          Files.readString(temporary.resolve("err.txt")));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Until the engine tells that an epoch of the shop's training is done.
  private void awaitEpoch(int epoch) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end) {
      Path runs = shop.resolve(".afina/runs");
      if (Files.isDirectory(runs)) {
        try (Stream<Path> all = Files.list(runs)) {
          for (Path events : all.map(run -> run.resolve("events.jsonl")).toList())
            if (Files.exists(events)
                && Files.readString(events).contains("\"Validated\",\"epoch\":" + epoch)) return;
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no epoch " + epoch + " in two minutes");
  }

  private static Path models(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("models"))) {
      return all.findFirst().orElseThrow();
    }
  }

  private static TreeMap<Path, Object> times(Path folder) throws IOException {
    TreeMap<Path, Object> times = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) times.put(path, Files.getLastModifiedTime(path));
    }
    return times;
  }
}
