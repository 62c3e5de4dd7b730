package dev.afina.dataset.check;

import dev.afina.core.Message;
import dev.afina.core.Role;
import dev.afina.dataset.alike.Seen;
import dev.afina.dataset.measure.AnswerStyle;
import dev.afina.dataset.measure.Register;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The rules for a set as a whole: enough, different enough, answers long enough, in one tone; and
/// the answers that are unlike the others.
public final class WholeSet implements WholeCheck {
  private final Thresholds thresholds;
  private final boolean texts;
  private final Seen inputs = new Seen();
  private final Map<Register, Integer> tones = new HashMap<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Map<AnswerStyle, List<Double>> styles = new LinkedHashMap<>();
  private final Map<String, Integer> labels = new TreeMap<>();
  private final Map<String, Integer> firstOf = new HashMap<>();
  private final Map<String, Integer> tags = new TreeMap<>();
  private String file = "";
  private int count;
  private long answers;
  private long characters;

  /// @param texts answers are sentences; else labels, of which none may be rare
  public WholeSet(Thresholds thresholds, boolean texts) {
    this.thresholds = thresholds;
    this.texts = texts;
    for (AnswerStyle style : AnswerStyle.values()) styles.put(style, new ArrayList<>());
  }

  @Override
  public Cost cost() {
    return Cost.of(Look.SET);
  }

  @Override
  public void add(Looked one) {
    file = one.file();
    count++;
    inputs.before(one.asked(), count);
    one.value().about().tags().forEach(tag -> tags.merge(tag, 1, Integer::sum));
    String answer = one.value().answer();
    if (!texts) {
      labels.merge(answer, 1, Integer::sum);
      firstOf.putIfAbsent(answer, one.line());
      return;
    }
    List<Message> messages = one.value().messages();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).role() != Role.ASSISTANT) continue;
      answers++;
      characters += messages.get(i).content().strip().length();
      tones.merge(one.address(i).register(), 1, Integer::sum);
    }
    // Too many would be a list of all answers' numbers, and the first thousands tell what is usual.
    if (answer.isBlank() || lines.size() >= STYLES_UP_TO) return;
    lines.add(one.line());
    styles.forEach((style, values) -> values.add(style.of(answer)));
  }

  private static final int STYLES_UP_TO = 100_000;

  @Override
  public void finish(Consumer<Finding> findings) {
    if (count == 0) return;
    if (count < thresholds.examples())
      tell(findings, new QualityProblem.FewExamples(file, 0, count, thresholds.examples()));
    double distinct = (double) inputs.size() / count;
    if (distinct < thresholds.distinct())
      tell(findings, new QualityProblem.FewDistinct(file, 0, distinct, thresholds.distinct()));
    if (texts) answers(findings);
    else labels(findings);
    rareTags(findings);
  }

  private void answers(Consumer<Finding> findings) {
    double mean = answers == 0 ? 0 : (double) characters / answers;
    if (mean < thresholds.answer())
      tell(findings, new QualityProblem.ShortAnswers(file, 0, mean, thresholds.answer()));
    int tu = tones.getOrDefault(Register.TU, 0);
    int usted = tones.getOrDefault(Register.USTED, 0);
    double share = (double) Math.max(tu, usted) / Math.max(1, tu + usted);
    if (tu + usted >= FEW && share < thresholds.tone())
      tell(findings, new QualityProblem.TonesMixed(file, 0, tu, usted, share, thresholds.tone()));
    styles.forEach((style, values) -> outlying(style, values, findings));
  }

  private static final int FEW = 10;

  private void outlying(AnswerStyle style, List<Double> values, Consumer<Finding> findings) {
    if (values.size() < FEW) return;
    AnswerStyle.Spread usual =
        AnswerStyle.Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (Math.abs(usual.score(value)) > AnswerStyle.OUTLYING
          && style.isSeen(value, usual.median()))
        tell(
            findings,
            new QualityProblem.OutlyingAnswer(
                file, lines.get(i), style, shown(style, value), shown(style, usual.median())));
    }
  }

  /// A length is measured as a logarithm and told as what it is.
  private static double shown(AnswerStyle style, double value) {
    return style == AnswerStyle.LENGTH ? Math.round(Math.expm1(value)) : value;
  }

  private void labels(Consumer<Finding> findings) {
    String largest = "";
    String smallest = "";
    for (Map.Entry<String, Integer> label : labels.entrySet()) {
      if (largest.isEmpty() || label.getValue() > labels.getOrDefault(largest, 0))
        largest = label.getKey();
      if (smallest.isEmpty() || label.getValue() < labels.getOrDefault(smallest, 0))
        smallest = label.getKey();
      if (label.getValue() < thresholds.ofLabel())
        tell(
            findings,
            new QualityProblem.RareCase(
                file,
                firstOf.getOrDefault(label.getKey(), 0),
                label.getKey(),
                label.getValue(),
                thresholds.ofLabel()));
    }
    int most = labels.getOrDefault(largest, 0);
    int fewest = labels.getOrDefault(smallest, 1);
    double ratio = (double) most / fewest;
    if (ratio > thresholds.ratio())
      tell(
          findings, new QualityProblem.Unbalanced(file, 0, largest, most, smallest, fewest, ratio));
  }

  /// A tag somebody gave to conversations, so that the case matters, and hardly any has it.
  private void rareTags(Consumer<Finding> findings) {
    tags.forEach((tag, n) -> {
      boolean known = tag.equals(Content.CONSENT) || tag.equals(Content.NO_CONSENT);
      if (n < thresholds.ofLabel() && !known && count >= thresholds.examples())
        tell(findings, new QualityProblem.RareCase(file, 0, tag, n, thresholds.ofLabel()));
    });
  }

  private static void tell(Consumer<Finding> findings, QualityProblem problem) {
    findings.accept(Finding.of(problem));
  }
}
