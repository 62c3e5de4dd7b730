package dev.afina.evaluation;

import dev.afina.core.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a project teaches those who come after: only what its numbers carry.
public sealed interface Lesson extends Fact {
  /// So many points between what was learned and what is new are more than chance and variety.
  double BY_HEART = 0.2;

  /// Training changed what the model can do.
  ///
  /// @param before share of right answers of the base, `after` of the tuned model
  record TrainingHelped(double before, double after) implements Lesson {}

  /// @param detectable the smallest true difference that so many cases show, in points; 100 if none
  record TrainingNotShown(int cases, double detectable) implements Lesson {}

  record TrainingHarmed(double before, double after) implements Lesson {}

  /// A model that trains in milliseconds does better.
  record SimplerIsBetter(double simple, double tuned) implements Lesson {}

  /// … does about as well.
  record SimplerIsEnough(double simple, double tuned) implements Lesson {}

  /// … does worse: the language model is worth its cost.
  record LargerIsBetter(double simple, double tuned) implements Lesson {}

  record Uneven(String best, double most, String worst, double least) implements Lesson {}

  /// What was learned is known, what is new much less.
  record ByHeart(double known, double fresh) implements Lesson {}

  /// The epochs after the best one brought nothing.
  record EnoughEpochs(int best, int epochs) implements Lesson {}

  /// The last epoch was the best: more might be better.
  record MoreEpochs(int epochs) implements Lesson {}

  record OutsideUnknown(int rejected, int of) implements Lesson {}

  /// Answers sound as wanted.
  record SoundsNearer(double before, double after) implements Lesson {}

  /// Facts are not learned as quickly as a tone.
  record FactsTakeMore(int said, int of) implements Lesson {}

  record FactsLearned(int said, int of) implements Lesson {}

  /// @param best the epoch whose weights were kept, of `epochs`
  static List<Lesson> of(Results results, int best, int epochs) {
    List<Lesson> all =
        switch (results) {
          case Results.Intents(var test, var analysis) -> intents(test, analysis);
          case Results.Chat(var test, _) -> chat(test);
        };
    all.add(best < epochs ? new EnoughEpochs(best, epochs) : new MoreEpochs(epochs));
    return all;
  }

  private static List<Lesson> intents(IntentResults test, IntentAnalysis analysis) {
    double tuned = test.model().telling().accuracy();
    double base = test.untrained().telling().accuracy();
    double linear = test.linear().telling().accuracy();
    List<Lesson> all = new ArrayList<>();
    all.add(
        switch (test.telling().untrained()) {
          case Verdict.Better _ -> new TrainingHelped(base, tuned);
          case Verdict.Worse _ -> new TrainingHarmed(base, tuned);
          case Verdict.NoEvidence none -> new TrainingNotShown(none.cases(), none.detectable());
          case Verdict other -> throw new IllegalStateException("no verdict on cases: " + other);
        });
    all.add(
        switch (test.telling().linear()) {
          case Verdict.Better _ -> new LargerIsBetter(linear, tuned);
          case Verdict.Worse _ -> new SimplerIsBetter(linear, tuned);
          case Verdict _ -> new SimplerIsEnough(linear, tuned);
        });
    IntentScore most = analysis.best().orElse(null);
    IntentScore least = analysis.worst().orElse(null);
    if (most != null && least != null && most.score().low() > least.score().accuracy())
      all.add(
          new Uneven(
              most.label(), most.score().accuracy(), least.label(), least.score().accuracy()));
    byHeart(test.kinds()).ifPresent(all::add);
    Score outside = test.outside();
    if (outside.total() > 0 && outside.accuracy() < 0.5)
      all.add(new OutsideUnknown(outside.correct(), outside.total()));
    return all;
  }

  private static Optional<Lesson> byHeart(List<KindScore> kinds) {
    Optional<Score> known = kind(kinds, CaseKind.DATA);
    Optional<Score> fresh = kind(kinds, CaseKind.NEW);
    if (known.isEmpty() || fresh.isEmpty()) return Optional.empty();
    double first = known.get().accuracy();
    double second = fresh.get().accuracy();
    return first - second < BY_HEART ? Optional.empty() : Optional.of(new ByHeart(first, second));
  }

  private static Optional<Score> kind(List<KindScore> kinds, CaseKind kind) {
    return kinds.stream()
        .filter(one -> one.kind() == kind && one.score().total() > 0)
        .map(KindScore::score)
        .findFirst();
  }

  private static List<Lesson> chat(ChatResults test) {
    double before = test.perplexity().base();
    double after = test.perplexity().tuned();
    List<Lesson> all = new ArrayList<>();
    all.add(
        switch (test.surprise()) {
          case Verdict.LessSurprised _ -> new SoundsNearer(before, after);
          case Verdict _ -> new TrainingNotShown(test.conversations(), 100);
        });
    Score said = test.model().said();
    if (said.total() > 0)
      all.add(
          said.accuracy() < 0.5
              ? new FactsTakeMore(said.correct(), said.total())
              : new FactsLearned(said.correct(), said.total()));
    return all;
  }
}
