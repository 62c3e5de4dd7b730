package dev.afina.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.afina.core.Message;
import java.util.List;

/// The test of a chat model, as `results/test_results.json`. Cases from the training data are shown
/// and counted by kind, and nowhere else, unless there are no others.
///
/// @param perplexity on the answers of the validation part, and how it changed
/// @param chrf chrF2 of the answers against their references, 0 to 100
/// @param model and `untrained`: what of the required facts the tuned model and its base said
/// @param surprise what may be said about the perplexities
/// @param comparison what may be said about the cases answered with all their facts: on the new
///   ones, and on all that were not learned
/// @param cases in the order they were given
public record ChatResults(
    Change perplexity,
    Change chrf,
    Facts model,
    Facts untrained,
    Verdict surprise,
    Both comparison,
    List<KindScore> kinds,
    int conversations,
    int tokens,
    Basis basis,
    List<Answered> cases) {

  public ChatResults {
    kinds = List.copyOf(kinds);
    cases = List.copyOf(cases);
  }

  /// A number of the tuned model beside its base's.
  ///
  /// @param difference tuned less base; `low` and `high` its 95 % interval, by drawing cases again
  public record Change(double tuned, double base, double difference, double low, double high) {}

  /// @param said facts that were said, of all that were required
  /// @param complete cases with required facts that were answered with all of them
  /// @param fresh such cases among the new ones; `new` in JSON
  public record Facts(Score said, Score complete, @JsonProperty("new") Score fresh) {}

  public record Both(@JsonProperty("new") Verdict fresh, Verdict unseen) {}

  /// A case and what was said to it.
  public record Answered(
      List<Message> question,
      String reference,
      CaseKind kind,
      List<String> facts,
      Answer tuned,
      Answer base) {}

  /// @param missing required facts it does not say
  /// @param chrf against the reference
  /// @param finished whether it ended by itself, or was cut
  public record Answer(String text, List<String> missing, double chrf, boolean finished) {}

  /// Whether new cases require facts: only then there is something to pass or fail.
  public boolean canBeGraded() {
    return model.fresh().total() > 0;
  }
}
