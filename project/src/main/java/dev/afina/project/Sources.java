package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Feedback;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.core.Role;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Labelled;
import dev.afina.dataset.LabelledFormat;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Located;
import dev.afina.dataset.Minimum;
import dev.afina.dataset.Normal;
import dev.afina.dataset.TestRow;
import dev.afina.dataset.TestsFormat;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.check.Finding;
import dev.afina.dataset.check.Thresholds;
import dev.afina.dataset.format.ChatListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a person put into the folder, read and checked: examples, corrections, tests. Everything
/// that is wrong is found at once.
sealed interface Sources {

  List<Located<TestRow>> tests();

  /// What reading and counting found.
  List<DatasetProblem> problems();

  /// The examples as a model reads them.
  List<Located<Conversation>> conversations();

  /// What reading found, and what [CheckPlan] finds in what could be read.
  default List<Finding> findings(Thresholds thresholds) {
    List<Finding> all = new ArrayList<>();
    for (DatasetProblem problem : problems()) all.add(Finding.of(problem));
    boolean texts = this instanceof Chat;
    all.addAll(CheckPlan.atHome(texts, thresholds).examine(conversations()).findings());
    return all;
  }

  /// The examples, each as it is learned, corrections included.
  record Intents(
      List<Located<Labelled>> examples, List<Located<TestRow>> tests, List<DatasetProblem> problems)
      implements Sources {

    @Override
    public List<Located<Conversation>> conversations() {
      return examples.stream()
          .map(one -> new Located<>(asConversation(one.value()), one.file(), one.line()))
          .toList();
    }

    private static Conversation asConversation(Labelled example) {
      return Conversation.of(Message.user(example.text()), Message.assistant(example.label()));
    }
  }

  record Chat(
      List<Located<Conversation>> examples,
      List<Located<TestRow>> tests,
      List<DatasetProblem> problems)
      implements Sources {

    @Override
    public List<Located<Conversation>> conversations() {
      return examples;
    }
  }

  /// The kind of a folder whose settings do not say it: conversations mean chat.
  static Kind kindIn(ProjectFiles files) {
    if (Files.exists(files.sentences())) return Kind.INTENTS;
    if (!Files.isRegularFile(files.jsonLines()))
      return Files.exists(files.pairs()) ? Kind.CHAT : Kind.INTENTS;
    try (Stream<String> lines = Files.lines(files.jsonLines())) {
      boolean chat = lines.findFirst().orElse("").contains("\"messages\"");
      return chat ? Kind.CHAT : Kind.INTENTS;
    } catch (IOException | UncheckedIOException notText) {
      return Kind.INTENTS; // Its reading will say what is wrong with it.
    }
  }

  /// @throws Refused if there are no examples at all, or a file cannot be read at all
  static Sources read(ProjectFiles files, Kind kind) {
    return switch (kind) {
      case INTENTS -> intents(files, examples(files));
      case CHAT -> chat(files, conversations(files));
    };
  }

  private static Path examples(ProjectFiles files) {
    boolean csv = Files.exists(files.sentences());
    boolean lines = Files.exists(files.jsonLines());
    if (csv && lines)
      throw new Refused(
          new ProjectProblem.TwoSources(
              files.name(files.sentences()), files.name(files.jsonLines())));
    if (!csv && !lines) throw new Refused(new ProjectProblem.NoExamples(files.folder()));
    return csv ? files.sentences() : files.jsonLines();
  }

  /// Conversations, and pairs of answers: their preferred halves are conversations like any other.
  private static List<Path> conversations(ProjectFiles files) {
    if (!Files.exists(files.pairs())) return List.of(examples(files));
    boolean others = Files.exists(files.sentences()) || Files.exists(files.jsonLines());
    return others ? List.of(examples(files), files.pairs()) : List.of(files.pairs());
  }

  private static Sources intents(ProjectFiles files, Path file) {
    Listing<Labelled> examples = LabelledFormat.read(file);
    List<DatasetProblem> findings = new ArrayList<>(examples.findings());
    List<Located<Labelled>> items = examples.items();
    List<String> labels = labels(items);
    if (Files.exists(files.corrections())) {
      Listing<Labelled> corrections = LabelledFormat.read(files.corrections());
      findings.addAll(corrections.findings());
      for (Located<Labelled> one : corrections.items())
        if (!labels.contains(one.value().label()))
          findings.add(
              new DatasetProblem.UnknownLabel(one.file(), one.line(), one.value().label(), labels));
      items =
          corrected(
              items,
              corrections.items(),
              Labelled::text,
              (example, right) -> new Labelled(example.text(), right.label()));
    }
    if (!items.isEmpty())
      findings.addAll(Minimum.perIntent(items.stream().map(one -> one.value().label()).toList()));
    Listing<TestRow> tests =
        Files.exists(files.tests())
            ? TestsFormat.intents(files.tests())
            : new Listing<>(List.of(), List.of());
    findings.addAll(tests.findings());
    findings.addAll(
        TestsFormat.faults(
            tests.items(),
            labels,
            items.stream()
                .map(one -> new Located<>(one.value().text(), one.file(), one.line()))
                .toList()));
    return new Intents(items, tests.items(), findings);
  }

  private static Sources chat(ProjectFiles files, List<Path> sources) {
    List<Located<Conversation>> items = new ArrayList<>();
    List<DatasetProblem> findings = new ArrayList<>();
    for (Path source : sources) {
      Listing<Conversation> listing = ChatListing.read(source);
      items.addAll(listing.items());
      findings.addAll(listing.findings());
    }
    if (Files.exists(files.corrections())) {
      Listing<Conversation> corrections = ChatListing.read(files.corrections());
      findings.addAll(corrections.findings());
      items = corrected(items, corrections.items(), Sources::asked, Sources::answered);
    }
    if (!items.isEmpty()) Minimum.USUAL.before(items.size()).ifPresent(findings::add);
    Listing<TestRow> tests =
        Files.exists(files.tests())
            ? TestsFormat.chat(files.tests())
            : new Listing<>(List.of(), List.of());
    findings.addAll(tests.findings());
    findings.addAll(
        TestsFormat.faults(
            tests.items(),
            List.of(),
            items.stream()
                .map(one -> new Located<>(asked(one.value()), one.file(), one.line()))
                .toList()));
    return new Chat(items, tests.items(), findings);
  }

  /// All that the user said.
  static String asked(Conversation conversation) {
    return String.join(
        " ",
        conversation.messages().stream()
            .filter(message -> message.role() == Role.USER)
            .map(Message::content)
            .toList());
  }

  static List<String> labels(List<Located<Labelled>> examples) {
    return examples.stream().map(one -> one.value().label()).distinct().sorted().toList();
  }

  /// The conversation with the answer that is right; the one it had stands beside it.
  private static Conversation answered(Conversation example, Conversation right) {
    Message last = example.messages().getLast();
    if (last.role() != Role.ASSISTANT) return right;
    List<Message> messages = new ArrayList<>(example.question());
    messages.add(
        last.withContent(right.answer())
            .withFeedback(new Feedback(last.feedback().ratings(), example.answer())));
    return example.withMessages(messages);
  }

  /// A correction changes the examples that say the same; the last one wins. What is no example yet
  /// becomes one.
  ///
  /// @param said what was classified or asked
  /// @param change an example and its correction to what is learned
  private static <T> List<Located<T>> corrected(
      List<Located<T>> examples,
      List<Located<T>> corrections,
      Function<T, String> said,
      BinaryOperator<T> change) {
    Map<String, Located<T>> open = new LinkedHashMap<>();
    for (Located<T> one : corrections) open.put(Normal.of(said.apply(one.value())), one);
    Map<String, Located<T>> applied = Map.copyOf(open);
    List<Located<T>> all = new ArrayList<>();
    for (Located<T> example : examples) {
      String key = Normal.of(said.apply(example.value()));
      Located<T> correction = applied.get(key);
      open.remove(key);
      all.add(
          correction == null
              ? example
              : new Located<>(
                  change.apply(example.value(), correction.value()),
                  example.file(),
                  example.line()));
    }
    all.addAll(open.values());
    return all;
  }
}
