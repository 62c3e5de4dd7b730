package dev.afina.evaluation;

import static dev.afina.evaluation.statistics.Rounding.six;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.afina.core.Fact;
import dev.afina.evaluation.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How errors gather.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface ErrorPattern extends Fact {
  /// One intent taken for another, `times` of the `of` cases it has; Wilson's interval of that
  /// share.
  record Confused(String expected, String predicted, int times, int of, double low, double high)
      implements ErrorPattern {}

  /// Sentences with a feature are misread more often than the rest.
  ///
  /// @param lift their share of errors over that of all sentences
  /// @param p by Fisher's exact test, corrected for the number of features
  record Concentrated(Feature feature, int errors, int of, double lift, double p)
      implements ErrorPattern {}

  /// Sentences with a word are misread more often than the rest: a cluster of failures with a name.
  ///
  /// @param p corrected for all words and features that were looked at
  record Worded(String word, int errors, int of, double lift, double p) implements ErrorPattern {}

  /// The most frequent first.
  static List<ErrorPattern> in(Confusion confusion, List<Judged> cases) {
    List<ErrorPattern> patterns = new ArrayList<>(confused(confusion));
    patterns.addAll(Concentrations.in(cases));
    return patterns;
  }

  private static List<Confused> confused(Confusion confusion) {
    List<Confused> pairs = new ArrayList<>();
    List<String> labels = confusion.labels();
    for (int row = 0; row < labels.size(); row++) {
      for (int column = 0; column < labels.size(); column++) {
        int times = confusion.at(row, column);
        if (row == column || times == 0) continue;
        int of = confusion.support(row);
        Interval share = Interval.wilson(times, of);
        pairs.add(
            new Confused(
                labels.get(row),
                labels.get(column),
                times,
                of,
                six(share.low()),
                six(share.high())));
      }
    }
    pairs.sort(
        Comparator.comparingInt(Confused::times)
            .thenComparingDouble(Confused::low)
            .reversed()
            .thenComparing(Confused::expected)
            .thenComparing(Confused::predicted));
    return pairs;
  }
}
