package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import java.util.List;

/// What to do next, with what speaks for it.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Advice extends Fact {
  /// Sentences to add at a time: as many as an intent needs at least.
  int EXAMPLES = 10;

  /// By how many points the accuracy over all cases can rise at best if it is followed; 0 where
  /// nobody can say.
  default double gain() {
    return 0;
  }

  /// The result rests on the built-in base, which has read nothing: take a real one.
  record UseRealBase() implements Advice {}

  /// Only the validation part was judged.
  record WriteTests(int cases, int needed) implements Advice {}

  /// The linear model is demonstrably better.
  record PreferLinear(int cases, int wins, int losses, double gain) implements Advice {}

  /// Nothing shows that training helped.
  record LearnedLittle(int cases, int wins, int losses) implements Advice {}

  /// An intent is taken for another, `times` of its `of` cases.
  record SeparateIntents(
      String expected, String predicted, int times, int of, int examples, double gain)
      implements Advice {}

  /// An intent is seldom found, without a single other one to blame.
  record StrengthenIntent(String intent, int correct, int total, int examples, double gain)
      implements Advice {}

  /// Right answers were rejected as unsure.
  ///
  /// @param restsOn how many predictions the threshold rests on
  record TrustMore(int rejected, int restsOn, double threshold, double gain) implements Advice {}

  /// Sentences that belong to no intent were taken for one.
  record TeachRejection(int accepted, int of, int examples, double gain) implements Advice {}

  /// Sentences of a form are misread more often.
  record CoverForm(Feature feature, int errors, int of, double lift, double gain)
      implements Advice {}

  /// Sentences with a word are misread more often.
  record CoverWord(String word, int errors, int of, double lift, double gain) implements Advice {}

  /// It knows what it learned by heart, and little else.
  ///
  /// @param known accuracy on cases from the training data, `fresh` on new ones
  record AddVariety(double known, double fresh) implements Advice {}

  /// So many new cases cannot show a small improvement.
  ///
  /// @param points the improvement to be shown
  /// @param needed new cases that it takes
  /// @param shown the smallest improvement that the present ones show, in points
  record AddCases(int cases, int points, int needed, int shown) implements Advice {}

  /// Required facts were missing; `examples` names the most frequent ones.
  record TeachFacts(int missing, int of, List<String> examples, double gain) implements Advice {}

  /// No case requires facts, so nothing can be passed or failed.
  record RequireFacts(int cases) implements Advice {}

  /// Answers were cut at the longest length allowed.
  record AllowLength(int cut, int of) implements Advice {}

  /// Learning did not make the held-out answers less surprising.
  record TrainOtherwise(double tuned, double base) implements Advice {}
}
