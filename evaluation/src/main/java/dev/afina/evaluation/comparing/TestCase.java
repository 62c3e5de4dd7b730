package dev.afina.evaluation.comparing;

import dev.afina.core.Message;
import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.grading.Asked;
import dev.afina.evaluation.grading.Grader;
import java.util.List;
import java.util.Optional;

/// One case of a test file.
///
/// @param question what was said until the answer is due, without a system prompt
/// @param expected the intents that are right, for a classifier
/// @param reference a good answer; empty if none is given
/// @param demands what an answer must and must not do
/// @param place where the case belongs
public record TestCase(
    List<Message> question,
    Optional<Expected> expected,
    String reference,
    Demands demands,
    Place place) {

  public TestCase {
    question = List.copyOf(question);
    if (question.isEmpty()) throw new IllegalArgumentException("a case asks nothing");
  }

  /// @param facts to be said, word for word
  /// @param mustNot not to be said
  public record Demands(List<String> facts, List<String> mustNot, List<Grader> graders) {
    public Demands {
      facts = List.copyOf(facts);
      mustNot = List.copyOf(mustNot);
      graders = List.copyOf(graders);
    }

    public static Demands none() {
      return new Demands(List.of(), List.of(), List.of());
    }
  }

  /// @param group cases of one group are variations of one another and stand or fall together;
  ///   empty if the case stands alone
  public record Place(CaseKind kind, List<String> tags, String group) {
    /// The tag of a case that was held out of the training, but chose its epoch.
    public static final String HELD_OUT = "held-out";

    public Place {
      tags = List.copyOf(tags);
    }
  }

  /// What was said last: what a classifier is asked.
  public String text() {
    return question.getLast().content();
  }

  public Asked asked() {
    return new Asked(question, reference, demands.facts());
  }

  /// Whether an answer can pass or fail it.
  ///
  /// @param judged whether a judge's marks count
  public boolean canBeGraded(boolean judged) {
    return expected.isPresent()
        || !demands.facts().isEmpty()
        || !demands.mustNot().isEmpty()
        || demands.graders().stream()
            .anyMatch(grader -> judged || !(grader instanceof Grader.Criterion));
  }
}
