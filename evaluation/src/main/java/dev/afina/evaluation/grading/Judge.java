package dev.afina.evaluation.grading;

import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.model.ChatModel;
import dev.afina.model.Sampling;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A model that judges answers: any [ChatModel], with its likeliest words, asked for a reason
/// before its verdict, in JSON. Its verdicts are worth what its agreement with people shows
/// ([Agreement]), and only for the same model and the same questions. Take one of another family
/// than the judged: models prefer themselves.
public final class Judge {
  /// Of its questions and their form. Raise it when they change: its agreement with people was
  /// measured with the old ones.
  public static final int VERSION = 2;

  private static final int LONGEST = 300;
  private static final String VERDICT = form("verdict", "{\"type\":\"boolean\"}");
  private static final String BETTER = form("better", "{\"enum\":[\"A\",\"B\",\"tie\"]}");

  private final ChatModel model;

  public Judge(ChatModel model) {
    this.model = model;
  }

  /// Which of two answers was preferred.
  public enum Preference {
    FIRST,
    SECOND,
    /// As good as each other, or the judge chose by the place and not by the answer.
    TIE
  }

  /// Whether an answer meets a criterion that is asked as a question for yes or no; nothing if the
  /// judge did not answer so.
  public Optional<Boolean> holds(String criterion, Asked asked, String answer) {
    return ask(
            """
            You check one answer that a company's assistant gave to a customer. Do not reward length.
            Reply with JSON only: {"reason": "one sentence", "verdict": true or false}.
            The verdict is true if the answer to the criterion is yes.\
            """,
            about(asked) + "\nAnswer to check:\n" + answer + "\n\nCriterion: " + criterion,
            VERDICT)
        .map(json -> json.get("verdict"))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::booleanValue);
  }

  /// Asked twice, in both orders: one wins only if it wins at both places.
  public Preference prefer(Asked asked, String first, String second) {
    String there = better(asked, first, second);
    String back = better(asked, second, first);
    if (there.equals("A") && back.equals("B")) return Preference.FIRST;
    if (there.equals("B") && back.equals("A")) return Preference.SECOND;
    return Preference.TIE;
  }

  /// `(wins + ½ ties) / all` of the first.
  public static double winRate(List<Preference> preferences) {
    double points = 0;
    for (Preference one : preferences)
      points +=
          switch (one) {
            case FIRST -> 1;
            case TIE -> 0.5;
            case SECOND -> 0;
          };
    return preferences.isEmpty() ? 0.5 : points / preferences.size();
  }

  private String better(Asked asked, String a, String b) {
    return ask(
            """
            You compare two answers that assistants gave to a customer. Do not reward length or order.
            Reply with JSON only: {"reason": "one sentence", "better": "A" or "B" or "tie"}.\
            """,
            about(asked) + "\nAnswer A:\n" + a + "\n\nAnswer B:\n" + b,
            BETTER)
        .map(json -> json.get("better"))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .orElse("tie");
  }

  private static String about(Asked asked) {
    StringBuilder about = new StringBuilder("Conversation:\n");
    for (Message message : asked.question())
      about.append(message.role()).append(": ").append(message.content()).append('\n');
    if (!asked.reference().isBlank())
      about.append("\nA good answer:\n").append(asked.reference()).append('\n');
    if (!asked.facts().isEmpty())
      about.append("\nFacts:\n- ").append(String.join("\n- ", asked.facts())).append('\n');
    return about.toString();
  }

  /// The reason comes first: a model that has given its verdict only defends it.
  private static String form(String name, String type) {
    return """
    {"type":"object","properties":{"reason":{"type":"string"},"%s":%s},\
    "required":["reason","%s"],"additionalProperties":false}\
    """
        .formatted(name, type, name);
  }

  /// Not every server keeps to a form, and models like to wrap JSON in talk: what counts is between
  /// the first and the last brace.
  private Optional<JsonNode> ask(String system, String question, String form) {
    Sampling.End end = new Sampling.End(LONGEST, List.of(), form);
    String reply =
        model
            .reply(
                List.of(Message.system(system), Message.user(question)),
                new Sampling(0, Sampling.Cut.NONE, Sampling.Penalties.NONE, end, 0, -1),
                _ -> true)
            .text();
    int from = reply.indexOf('{');
    int to = reply.lastIndexOf('}');
    if (from < 0 || to < from) return Optional.empty();
    try {
      return Optional.of(Json.tree(reply.substring(from, to + 1)));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
