package dev.afina.project;

import dev.afina.evaluation.CaseKind;
import dev.afina.evaluation.Expected;
import dev.afina.evaluation.Prediction;
import dev.afina.evaluation.comparing.Item;
import dev.afina.evaluation.comparing.Recognition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Answers as they are stored.
final class Graded {
  private Graded() {}

  /// @param number of the case, from 1
  /// @param group those of one group vary one another
  record Asked(int number, String group, CaseKind kind, List<String> tags, String question) {}

  /// A prediction passes if it is what was expected; a rejection is a prediction, too.
  ///
  /// @param took what else was measured
  static Item sentence(Asked asked, Expected expected, Prediction made, Map<String, Double> took) {
    boolean right = expected.accepts(made.answer());
    Map<String, Double> marks = new TreeMap<>(took);
    marks.put(Recognition.PROBABILITY, made.probability());
    return item(asked, made.answer(), marks, right ? List.of() : List.of(expected.notation()));
  }

  /// @param failed what was asked of the answer and not given; empty if it passes
  static Item item(Asked asked, String answer, Map<String, Double> marks, List<String> failed) {
    return new Item(
        asked.number,
        asked.group,
        asked.kind,
        asked.tags,
        asked.question,
        answer,
        failed.isEmpty(),
        new TreeMap<>(marks),
        failed);
  }
}
