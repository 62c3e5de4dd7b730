package dev.afina.dataset.check;

import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.alike.NearDuplicates;
import dev.afina.dataset.alike.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The same conversation twice, and the same question with two answers. Keeps some forty bytes of
/// each conversation, so there is no limit.
///
/// Texts are compared in their [Normal] form; what the system is told does not count.
public final class Repeats implements WholeCheck {
  private final Seen conversations = new Seen();
  private final Seen questions = new Seen();
  private final Map<Integer, String> labels = new HashMap<>();
  private final boolean texts;
  private final List<Finding> found = new ArrayList<>();

  /// @param texts answers are sentences; else labels, and two of them for one text is an error
  public Repeats(boolean texts) {
    this.texts = texts;
  }

  @Override
  public Cost cost() {
    return Cost.of(Look.REPEATS);
  }

  @Override
  public void add(Looked one) {
    String question = question(one);
    String answer = one.value().answer();
    int same = conversations.before(question + "\0" + answered(one), one.line());
    if (same >= 0) {
      found.add(Finding.of(new QualityProblem.Repeated(one.file(), one.line(), same)).omit());
      return;
    }
    int asked = questions.before(question, one.line());
    if (!texts && asked < 0) labels.put(one.line(), answer);
    // «Gracias» and «ok» may well be answered in many ways.
    if (asked < 0 || texts && question.chars().filter(c -> c == ' ').count() < 2) return;
    found.add(
        Finding.of(
            texts
                ? new QualityProblem.TwoAnswers(one.file(), one.line(), asked)
                : new QualityProblem.TwoLabels(
                    one.file(), one.line(), answer, asked, labels.getOrDefault(asked, ""))));
  }

  @Override
  public void finish(Consumer<Finding> findings) {
    found.forEach(findings);
  }

  /// All that was said before the last answer, in the form in which it is compared.
  private static String question(Looked one) {
    List<Message> before = one.value().question();
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < before.size(); i++) {
      Role role = before.get(i).role();
      if (role != Role.SYSTEM)
        said.append(role.word().charAt(0)).append(one.normal(i)).append('\n');
    }
    return said.toString();
  }

  private static String answered(Looked one) {
    int last = one.value().messages().size() - 1;
    return one.value().messages().get(last).role() == Role.ASSISTANT ? one.normal(last) : "";
  }

  /// Questions that are almost the same. Equal ones are [Repeats]' matter.
  ///
  /// @param texts answers are sentences; else labels, and two of them must not be confused
  public static WholeCheck almost(boolean texts, int upTo) {
    return new Almost(texts, upTo);
  }

  private static final class Almost implements WholeCheck {
    private final Cost cost;
    private final boolean texts;
    private final List<Integer> lines = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private String file = "";

    Almost(boolean texts, int upTo) {
      this.texts = texts;
      cost = new Cost(Look.REPEATS, 30, upTo);
    }

    @Override
    public Cost cost() {
      return cost;
    }

    @Override
    public void add(Looked one) {
      file = one.file();
      lines.add(one.line());
      // The side that tells: good answers repeat.
      asked.add(one.asked());
      if (!texts) labels.add(one.value().answer());
    }

    /// For each conversation only the first it is almost: ten alike are nine findings, not
    /// forty-five.
    @Override
    public void finish(Consumer<Finding> findings) {
      int told = -1;
      for (NearDuplicates.Pair pair : NearDuplicates.pairs(asked, NearDuplicates.SAME)) {
        boolean equal = asked.get(pair.first()).equals(asked.get(pair.second()));
        if (equal || pair.second() == told) continue;
        told = pair.second();
        findings.accept(found(pair));
      }
    }

    private Finding found(NearDuplicates.Pair pair) {
      int line = lines.get(pair.second());
      int other = lines.get(pair.first());
      if (!texts && !labels.get(pair.first()).equals(labels.get(pair.second())))
        return Finding.of(
            new QualityProblem.AlmostTwoLabels(
                file, line, labels.get(pair.second()), other, labels.get(pair.first())));
      return Finding.of(new QualityProblem.AlmostRepeated(file, line, other, pair.similarity()))
          .omit();
    }
  }
}
