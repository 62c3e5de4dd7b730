package dev.afina.evaluation;

import dev.afina.core.Fact;
import dev.afina.core.Message;
import dev.afina.core.Refused;
import dev.afina.dataset.Labelled;
import dev.afina.model.ScoringModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The test of a classifier: the tuned model and three others answer the same cases.
///
/// A rejection is an answer: `none`. It is right where none is expected and wrong where an intent
/// is, even if the likeliest one was the right one. Each contestant chooses its own threshold, by
/// the same rule, on the validation part; the majority has none and never rejects.
///
/// @param labels the intents, in the order of the plan
/// @param training what was learned
/// @param validation what chooses the thresholds, never a test case
/// @param cases what is judged; the validation part itself if there is nothing else (then `basis`
///   says so)
public record IntentTest(
    List<String> labels,
    List<Labelled> training,
    List<Labelled> validation,
    List<Case> cases,
    Basis basis) {

  /// @throws Refused if there is no case, or naming every case that expects an unknown intent
  public IntentTest {
    labels = List.copyOf(labels);
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    cases = List.copyOf(cases);
    List<Fact> problems = unknown(labels, cases);
    if (cases.isEmpty()) problems.add(new EvaluationProblem.NoCases());
    if (!problems.isEmpty()) throw new Refused(problems);
  }

  /// Asks everybody and compares. Each model is opened, asked once, and closed before the next.
  ///
  /// @param prompt how a sentence is put to the model: system prompt and sentence
  /// @param seed of the linear model
  public IntentResults judge(
      Function<String, List<Message>> prompt,
      Supplier<? extends ScoringModel> tuned,
      Supplier<? extends ScoringModel> untrained,
      long seed) {
    LinearModel linear = LinearModel.train(training, labels, seed);
    return judge(
        new Everybody(
            answers(ask(prompt, tuned)),
            answers(ask(prompt, untrained)),
            answers(texts().map(linear::logLikelihoods).toList()),
            majority()));
  }

  /// What one contestant says to the cases.
  private record Answers(Classifier classifier, List<Prediction> predictions) {
    boolean right(int i, Expected expected) {
      return expected.accepts(predictions.get(i).answer());
    }
  }

  private record Everybody(Answers model, Answers untrained, Answers linear, Answers majority) {}

  private Stream<String> texts() {
    return Stream.concat(validation.stream().map(Labelled::text), cases.stream().map(Case::text));
  }

  private List<double[]> ask(
      Function<String, List<Message>> prompt, Supplier<? extends ScoringModel> opened) {
    List<List<Message>> questions = texts().map(prompt).toList();
    try (ScoringModel model = opened.get()) {
      List<double[]> scores = model.score(questions, labels);
      if (scores.size() != questions.size())
        throw new Refused(new EvaluationProblem.WrongAnswers(questions.size(), scores.size()));
      return scores;
    }
  }

  private Answers answers(List<double[]> scores) {
    int split = validation.size();
    Classifier classifier =
        Classifier.calibrate(
            labels, scores.subList(0, split), validation.stream().map(Labelled::label).toList());
    return new Answers(
        classifier,
        scores.subList(split, scores.size()).stream().map(classifier::predict).toList());
  }

  /// Always the training part's most frequent intent, the alphabetically first of several.
  private Answers majority() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Labelled one : training) counts.merge(one.label(), 1, Integer::sum);
    String most = labels.getFirst();
    int times = -1;
    for (var entry : counts.entrySet()) {
      if (entry.getValue() > times) {
        most = entry.getKey();
        times = entry.getValue();
      }
    }
    Prediction always = new Prediction(most, 1, false, new TreeMap<>(Map.of(most, 1.0)));
    return new Answers(new Classifier(labels, 0, 0), cases.stream().map(_ -> always).toList());
  }

  private IntentResults judge(Everybody all) {
    List<Judged> judged = IntStream.range(0, cases.size()).mapToObj(i -> judged(i, all)).toList();
    List<Judged> fresh = judged.stream().filter(one -> one.kind() == CaseKind.NEW).toList();
    List<Judged> outside =
        judged.stream().filter(one -> one.expected() instanceof Expected.None).toList();
    Confusion confusion = confusion(judged);
    return new IntentResults(
        standing(Contestant.MODEL, all.model(), judged, fresh),
        standing(Contestant.UNTRAINED, all.untrained(), judged, fresh),
        standing(Contestant.LINEAR, all.linear(), judged, fresh),
        standing(Contestant.MAJORITY, all.majority(), judged, fresh),
        new Comparison.Both(Comparison.of(fresh), Comparison.of(judged)),
        confusion,
        IntentScore.of(confusion),
        IntentScore.Average.macro(confusion),
        IntentScore.Average.weighted(confusion),
        kinds(judged),
        score(outside, Contestant.MODEL),
        Trust.of(
            all.model().predictions(),
            cases.stream().map(Case::expected).toList(),
            all.model().classifier().temperature()),
        ErrorPattern.in(confusion, judged),
        basis,
        labels,
        judged);
  }

  private static Standing standing(
      Contestant who, Answers answers, List<Judged> judged, List<Judged> fresh) {
    return Standing.of(score(judged, who), score(fresh, who), answers.classifier());
  }

  private Judged judged(int i, Everybody all) {
    Case one = cases.get(i);
    Expected expected = one.expected();
    Prediction made = all.model().predictions().get(i);
    return new Judged(
        one.text(),
        expected,
        made.answer(),
        made.probability(),
        one.kind(),
        made.label(),
        counted(expected, made),
        new Judged.Right(
            all.model().right(i, expected),
            all.untrained().right(i, expected),
            all.linear().right(i, expected),
            all.majority().right(i, expected)));
  }

  private static String counted(Expected expected, Prediction made) {
    return switch (expected) {
      case Expected.None() -> Expected.NONE;
      case Expected.OneOf(var allowed) -> {
        if (allowed.contains(made.label())) yield made.label();
        String likeliest = allowed.first();
        for (String label : allowed)
          if (made.probabilities().getOrDefault(label, 0.0)
              > made.probabilities().getOrDefault(likeliest, 0.0)) likeliest = label;
        yield likeliest;
      }
    };
  }

  private Confusion confusion(List<Judged> judged) {
    Set<String> all = new LinkedHashSet<>(labels);
    boolean none =
        judged.stream()
            .anyMatch(one ->
                one.counted().equals(Expected.NONE) || one.predicted().equals(Expected.NONE));
    if (none) all.add(Expected.NONE);
    return Confusion.of(
        List.copyOf(all),
        judged.stream().map(Judged::counted).toList(),
        judged.stream().map(Judged::predicted).toList());
  }

  private static Score score(List<Judged> judged, Contestant who) {
    int correct = (int) judged.stream().filter(one -> one.right().of(who)).count();
    return Score.of(correct, judged.size());
  }

  private static List<KindScore> kinds(List<Judged> judged) {
    return Arrays.stream(CaseKind.values())
        .map(kind ->
            new KindScore(
                kind,
                score(
                    judged.stream().filter(one -> one.kind() == kind).toList(), Contestant.MODEL)))
        .filter(kind -> kind.score().total() > 0)
        .toList();
  }

  private static List<Fact> unknown(List<String> labels, List<Case> cases) {
    List<Fact> problems = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).expected() instanceof Expected.OneOf(var allowed)) {
        for (String label : allowed)
          if (!labels.contains(label))
            problems.add(new EvaluationProblem.UnknownIntent(i + 1, label, labels));
      }
    }
    return problems;
  }
}
