package dev.afina.cli;

import dev.afina.core.Fact;
import dev.afina.core.Json;
import dev.afina.core.Refused;
import dev.afina.model.ModelEvent;
import dev.afina.model.Models;
import dev.afina.model.Surroundings;
import dev.afina.project.Project;
import dev.afina.project.Workshop;
import dev.afina.project.World;
import dev.afina.text.Texts;
import dev.afina.training.local.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call of the program: in whose language it answers, what it draws on, and the options that
/// mean the same in every command.
final class Call implements AutoCloseable {
  final Outside outside;
  final Texts texts;
  final Screen screen;
  final Screen errors;
  final Workshop workshop;
  private boolean json;
  private boolean yes;
  private boolean verbose;

  Call(Outside outside, Texts texts) {
    this(outside, texts, new Screen(outside.out(), outside.terminal(), System::nanoTime));
  }

  Call(Outside outside, Texts texts, Screen screen) {
    this.outside = outside;
    this.texts = texts;
    this.screen = screen;
    this.errors = new Screen(outside.err(), outside.terminal(), System::nanoTime);
    this.workshop = Workshop.of(engine());
  }

  void options(boolean json, boolean yes, boolean verbose) {
    this.json = json;
    this.yes = yes;
    this.verbose = verbose;
  }

  /// Whether a program reads what we write.
  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  /// Whether everything was agreed to beforehand.
  boolean yes() {
    return yes;
  }

  /// Whether there is somebody who can be asked.
  boolean mayAsk() {
    return outside.asks() && !yes && !json;
  }

  /// Asks before something that may be regretted.
  ///
  /// @throws Refused if nobody can be asked and nobody said `--yes`
  boolean agrees(String question) {
    if (yes) return true;
    if (!mayAsk()) throw new Refused(new CliProblem.NeedsYes());
    errors.piece(question + " ");
    String answer = answer();
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return List.of("y", "yes", "s", "sí", "si").contains(word);
  }

  /// The line a person types; nothing at the end of the input.
  @Nullable String answer() {
    try {
      return new BufferedReader(new InputStreamReader(outside.in(), outside.terminal().charset()))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String word(String key, Object... namedArguments) {
    return texts.word(key, namedArguments);
  }

  /// Writes a line for programs. The values are never translated, only sentences are.
  void json(Object value) {
    json(value, outside.out());
  }

  /// The same where standard output is taken.
  void jsonAside(Object value) {
    json(value, outside.err());
  }

  private static void json(Object value, PrintStream out) {
    byte[] line = (Json.line(value) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
    out.flush();
  }

  /// Says why something was not done.
  void problems(List<Fact> facts) {
    screen.clearStatus();
    if (json) facts.forEach(fact -> json(FactJson.problem(fact, texts)));
    else Problems.draw(facts, texts, errors, verbose);
  }

  /// Where base models, native libraries and logs are kept.
  Path cache() {
    return Surroundings.cache(outside.environment());
  }

  Engine engine() {
    return new Engine(outside.dist().resolve("engine"), cache());
  }

  Models models() {
    return new Models(Surroundings.of(outside.environment()));
  }

  /// Bytes as people tell them: `98 MB`, `1.2 GB`.
  String size(long bytes) {
    return bytes < 1_000_000_000
        ? texts.number(Math.max(1, Math.round(bytes / 1e6))) + " MB"
        : texts.number(bytes / 1e9, 1) + " GB";
  }

  Project open(Path folder, Map<String, String> options) {
    Map<String, String> environment = outside.environment();
    World world =
        new World(
            environment,
            (base, events) -> models().resolve(base, events),
            workshop,
            texts.locale(),
            outside.clock(),
            "Afina " + Afina.version() + ", Java " + System.getProperty("java.version"));
    return Project.open(folder, options, world);
  }

  /// News of a base that is fetched: drawn over each other where that is possible.
  void fetching(String head, Fact news) {
    if (screen.redraws()) screen.status(head + texts.say(news));
    else if (!(news instanceof ModelEvent.Downloading)) screen.paragraph("   ", texts.say(news));
  }

  /// The same for a command that runs no steps.
  Consumer<ModelEvent> news() {
    return news -> {
      if (json) json(FactJson.event(news));
      else if (screen.redraws() || verbose) fetching("", news);
    };
  }

  /// The same for a command whose whole business it is: without a status line, what happens is said
  /// line by line; the end the command says itself.
  Consumer<ModelEvent> progress() {
    return news -> {
      if (json) json(FactJson.event(news));
      else if (!(news instanceof ModelEvent.Ready)) fetching("", news);
    };
  }

  /// A command that can be pasted into a shell.
  String command(String... words) {
    StringBuilder line = new StringBuilder(quoted(outside.command()));
    for (String word : words) line.append(' ').append(quoted(word));
    return line.toString();
  }

  private static String quoted(String word) {
    if (word.matches("[\\p{L}\\p{N}_./:=@%+,-]+")) return word;
    return word.contains("'") || !word.contains("\"")
        ? "\"" + word.replaceAll("([\"\\\\$`])", "\\\\$1") + "\""
        : "'" + word + "'";
  }

  /// Ends the models that were kept open.
  @Override
  public void close() {
    workshop.close();
  }
}
