package dev.afina.project;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Listing;
import dev.afina.dataset.Normal;
import dev.afina.dataset.TestRow;
import dev.afina.dataset.TestsFormat;
import dev.afina.evaluation.Case;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.ChatCase;
import dev.afina.evaluation.EvaluationProblem;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.comparing.CaseFile;
import dev.afina.evaluation.comparing.TestCase;
import dev.afina.evaluation.comparing.TestCase.Demands;
import dev.afina.evaluation.comparing.TestCase.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a person wrote to test with: `tests.csv`, or without it `tests.yaml`, of which the held-out
/// part and what was made of it does not count, because it had a say in the training.
///
/// @param file its name
record TestCases(String file, List<TestCase> all) {
  TestCases {
    all = List.copyOf(all);
  }

  /// @param labels the intents that were trained; empty for chat
  /// @throws dev.afina.core.Refused naming everything that is wrong with the cases
  static TestCases in(ProjectFiles files, Kind kind, List<String> labels) {
    if (Files.exists(files.tests())) return new TestCases(name(files.tests()), rows(files, kind, labels));
    if (!Files.exists(files.testCases())) return new TestCases("", List.of());
    List<TestCase> own = CaseFile.own(CaseFile.read(files.testCases(), labels));
    return new TestCases(
        name(files.testCases()),
        own.stream().filter(one -> fits(one, kind)).toList());
  }

  boolean exist() {
    return !all.isEmpty();
  }

  List<Case> intents() {
    return all.stream()
        .map(one -> new Case(one.text(), one.expected().orElseThrow(), one.place().kind()))
        .toList();
  }

  List<ChatCase> chat() {
    return all.stream()
        .map(one ->
            new ChatCase(
                one.question(), one.reference(), one.place().kind(), one.demands().facts()))
        .toList();
  }

  /// Cases that call themselves new and were learned.
  List<EvaluationProblem.KnownCase> learned(List<Conversation> training) {
    Set<String> known =
        training.stream().map(one -> Normal.of(Sources.asked(one))).collect(Collectors.toSet());
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).place().kind() == CaseKind.NEW)
        .filter(i -> known.contains(Normal.of(all.get(i).text())))
        .mapToObj(i -> new EvaluationProblem.KnownCase(file, all.get(i).text()))
        .toList();
  }

  /// A chat is tested with answers and facts; checks are for `evaluate`.
  private static boolean fits(TestCase one, Kind kind) {
    return switch (kind) {
      case INTENTS -> one.expected().isPresent();
      case CHAT -> one.expected().isEmpty() && !one.reference().isEmpty();
    };
  }

  /// Read again: the examples may have been edited since the tests were compared with them.
  private static List<TestCase> rows(ProjectFiles files, Kind kind, List<String> labels) {
    Listing<TestRow> tests =
        switch (kind) {
          case INTENTS -> TestsFormat.intents(files.tests());
          case CHAT -> TestsFormat.chat(files.tests());
        };
    List<DatasetProblem> findings = new ArrayList<>(tests.findings());
    findings.addAll(TestsFormat.faults(tests.items(), labels, List.of()));
    Listing.refuseErrors(findings);
    return tests.values().stream().map(row -> row(row, kind)).toList();
  }

  private static TestCase row(TestRow row, Kind kind) {
    Optional<Expected> expected =
        switch (kind) {
          case INTENTS ->
              Optional.of(
                  row.expected().isEmpty()
                      ? new Expected.None()
                      : new Expected.OneOf(new TreeSet<>(row.expected())));
          case CHAT -> Optional.empty();
        };
    String reference =
        switch (kind) {
          case INTENTS -> "";
          case CHAT -> row.expected().getFirst();
        };
    return new TestCase(
        List.of(Message.user(row.text())),
        expected,
        reference,
        new Demands(row.facts(), List.of(), List.of()),
        new Place(CaseKind.valueOf(row.kind().toUpperCase(Locale.ROOT)), List.of(), ""));
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
  }
}
