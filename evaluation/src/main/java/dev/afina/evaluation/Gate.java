package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import java.util.List;

/// Whether a model may go live: only who is shown to be better, and by nobody's comparison worse.
/// The linear model is no way to go live and does not decide.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Gate extends Fact {

  /// Better than what it is to replace.
  record Passed(Verdict verdict) implements Gate {}

  /// Worse than its base or an earlier round.
  record Worse(Verdict verdict) implements Gate {}

  /// Neither can be shown.
  record NoEvidence(Verdict verdict) implements Gate {}

  /// Only the validation part was judged, which also chose the epoch: that shows nothing.
  record OnlyValidation(int cases) implements Gate {}

  /// Nothing can be passed or failed.
  record NothingGraded() implements Gate {}

  /// What the test of a classifier says.
  static Gate of(IntentResults results) {
    if (results.basis().onValidation()) return new OnlyValidation(results.model().total());
    return of(results.telling().untrained());
  }

  /// What the test of a chat model says: about its facts, and that it did not unlearn to speak.
  static Gate of(ChatResults results) {
    if (results.surprise() instanceof Verdict.MoreSurprised worse) return new Worse(worse);
    if (results.basis().onValidation()) return new OnlyValidation(results.conversations());
    return results.canBeGraded() ? of(results.comparison().fresh()) : new NothingGraded();
  }

  private static Gate of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Better better -> new Passed(better);
      case Verdict.Worse worse -> new Worse(worse);
      case Verdict other -> new NoEvidence(other);
    };
  }

  /// With what a comparison of more contestants adds: whoever is worse than its base or an earlier
  /// round does not pass; who is better than its base there passes.
  default Gate and(List<Verdict> more) {
    if (this instanceof Worse) return this;
    Gate gate = this;
    for (Verdict verdict : more)
      switch (verdict) {
        case Verdict.Worse worse -> {
          if (worse.than() == Contestant.UNTRAINED || worse.than() == Contestant.EARLIER)
            return new Worse(worse);
        }
        case Verdict.Better better -> {
          if (better.than() == Contestant.UNTRAINED) gate = new Passed(better);
        }
        case Verdict _ -> {}
      }
    return gate;
  }
}
