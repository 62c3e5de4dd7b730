package dev.afina.evaluation;

import dev.afina.core.Fact;

/// The whole test in one sentence: which one wins, and whether that means anything.
public sealed interface Conclusion extends Fact {

  /// Demonstrably better than the base and than the linear model.
  record WorthIt(int correct, int total) implements Conclusion {}

  /// Better than the base; the linear model is neither better nor worse, as far as can be shown.
  record AsGoodAsLinear(int correct, int total) implements Conclusion {}

  /// Better than the base, worse than the linear model.
  record BeatenByLinear(int correct, int total) implements Conclusion {}

  /// No difference to the base can be shown.
  record Unclear(int cases) implements Conclusion {}

  /// Demonstrably worse than the base.
  record Harmful(int cases) implements Conclusion {}

  /// A chat model whose answers are nearer to the wanted ones, and which says more of the required
  /// facts.
  record KnowsMore(int correct, int total) implements Conclusion {}

  /// Nearer to the wanted answers; about the facts nothing can be shown.
  record SoundsRight(int conversations) implements Conclusion {}

  /// Neither nearer to the wanted answers nor farther, as far as can be shown.
  record SoundsAsBefore(int conversations) implements Conclusion {}

  record SoundsWorse(int conversations) implements Conclusion {}

  static Conclusion of(IntentResults results) {
    Score score = results.model().telling();
    return switch (results.telling().untrained()) {
      case Verdict.Better _ ->
          switch (results.telling().linear()) {
            case Verdict.Better _ -> new WorthIt(score.correct(), score.total());
            case Verdict.Worse _ -> new BeatenByLinear(score.correct(), score.total());
            case Verdict _ -> new AsGoodAsLinear(score.correct(), score.total());
          };
      case Verdict.Worse _ -> new Harmful(score.total());
      case Verdict _ -> new Unclear(score.total());
    };
  }

  static Conclusion of(ChatResults results) {
    Score complete = results.model().complete();
    return switch (results.surprise()) {
      case Verdict.MoreSurprised _ -> new SoundsWorse(results.conversations());
      case Verdict.LessSurprised _ when results.comparison().unseen() instanceof Verdict.Better ->
          new KnowsMore(complete.correct(), complete.total());
      case Verdict.LessSurprised _ -> new SoundsRight(results.conversations());
      case Verdict _ -> new SoundsAsBefore(results.conversations());
    };
  }
}
