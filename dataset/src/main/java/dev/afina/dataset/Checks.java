package dev.afina.dataset;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What can only be seen by looking at many examples at once.
public final class Checks {
  private Checks() {}

  /// Fewer examples of an intent teach nothing that holds.
  public static final int PER_INTENT = 10;

  /// Fewer conversations no provider trains on.
  public static final int CONVERSATIONS = 10;

  /// Above this many sentences, those that are nearly alike are not looked for: every pair of
  /// different intents would have to be compared.
  static final int PAIRS_UP_TO = 3000;

  /// Sentences of which at least this share of five-letter pieces is common are nearly the same.
  static final double NEARLY = 0.8;

  public static List<DatasetProblem> labelled(List<Located<Labelled>> examples) {
    List<DatasetProblem> findings = new ArrayList<>();
    Map<String, Located<Labelled>> seen = new HashMap<>();
    for (Located<Labelled> example : examples) {
      Located<Labelled> first = seen.putIfAbsent(Normal.of(example.value().text()), example);
      if (first == null) continue;
      findings.add(
          first.value().label().equals(example.value().label())
              ? new DatasetProblem.Duplicate(
                  example.file(), example.line(), first.file(), first.line())
              : new DatasetProblem.TwoIntents(
                  example.file(),
                  example.line(),
                  example.value().label(),
                  first.file(),
                  first.line(),
                  first.value().label()));
    }
    if (examples.size() <= PAIRS_UP_TO) nearly(List.copyOf(seen.values()), findings);
    perIntent(examples.stream().map(one -> one.value().label()).toList(), findings);
    return findings;
  }

  private static void perIntent(List<String> labels, List<DatasetProblem> findings) {
    Map<String, Long> counts =
        labels.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    if (counts.size() == 1)
      findings.add(new DatasetProblem.OneIntent(counts.keySet().iterator().next()));
    counts.forEach((label, count) -> {
      if (count < PER_INTENT)
        findings.add(new DatasetProblem.TooFewInIntent(label, count.intValue(), PER_INTENT));
    });
  }

  private static void nearly(List<Located<Labelled>> examples, List<DatasetProblem> findings) {
    List<Located<Labelled>> inOrder =
        examples.stream()
            .sorted(java.util.Comparator.comparingInt(Located<Labelled>::line))
            .toList();
    List<Shingles> pieces =
        inOrder.stream().map(one -> Shingles.of(Normal.of(one.value().text()))).toList();
    for (int i = 0; i < inOrder.size(); i++)
      for (int j = 0; j < i; j++) {
        Labelled one = inOrder.get(i).value();
        Labelled other = inOrder.get(j).value();
        if (one.label().equals(other.label())) continue;
        if (pieces.get(i).similarity(pieces.get(j)) < NEARLY) continue;
        findings.add(
            new DatasetProblem.AlmostTwoIntents(
                inOrder.get(i).file(),
                inOrder.get(i).line(),
                one.label(),
                inOrder.get(j).file(),
                inOrder.get(j).line(),
                other.label()));
      }
  }

  public static List<DatasetProblem> conversations(List<Located<Conversation>> examples) {
    List<DatasetProblem> findings = new ArrayList<>();
    Map<List<Message>, Located<Conversation>> seen = new HashMap<>();
    for (Located<Conversation> example : examples) {
      Located<Conversation> first = seen.putIfAbsent(example.value().messages(), example);
      if (first != null)
        findings.add(
            new DatasetProblem.Duplicate(
                example.file(), example.line(), first.file(), first.line()));
    }
    if (examples.size() < CONVERSATIONS)
      findings.add(new DatasetProblem.TooFewConversations(examples.size(), CONVERSATIONS));
    return findings;
  }

  /// What is wrong with tests for these examples.
  ///
  /// @param labels the intents there are; empty for chat
  /// @param known what was learned, to see which cases are not new
  public static List<DatasetProblem> tests(
      List<Located<TestRow>> tests, List<String> labels, List<Located<String>> known) {
    List<DatasetProblem> findings = new ArrayList<>();
    Map<String, Located<String>> learned = new HashMap<>();
    for (Located<String> one : known) learned.putIfAbsent(Normal.of(one.value()), one);
    for (Located<TestRow> test : tests) {
      if (!labels.isEmpty())
        for (String label : test.value().expected())
          if (!labels.contains(label))
            findings.add(new DatasetProblem.UnknownLabel(test.file(), test.line(), label, labels));
      Located<String> same = learned.get(Normal.of(test.value().text()));
      if (same != null && test.value().kind().equals("new"))
        findings.add(new DatasetProblem.NotNew(test.file(), test.line(), same.file(), same.line()));
    }
    return findings;
  }

  /// What is wrong with the part to train on.
  ///
  /// @param before conversations before the split
  public static List<DatasetProblem> training(int conversations, int before) {
    return conversations < CONVERSATIONS
        ? List.of(new DatasetProblem.TooFewToTrain(conversations, CONVERSATIONS, before))
        : List.of();
  }
}
