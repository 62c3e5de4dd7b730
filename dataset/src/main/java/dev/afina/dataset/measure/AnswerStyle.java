package dev.afina.dataset.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What an answer looks like, in numbers. An answer far from what the others are like is worth a
/// look.
public enum AnswerStyle {
  /// Characters of the answer, as a logarithm: twice as long is as far as half as long.
  LENGTH(text -> Math.log1p(text.length())),
  /// Words of a sentence.
  SENTENCE(text -> words(text) / Math.max(1, marks(text, ".!?…"))),
  EXCLAMATIONS(text -> marks(text, "!")),
  EMOJI(AnswerStyle::emoji),
  LINES(text -> text.lines().count());

  /// From here on a value is an outlier ([Iglewicz and Hoaglin
  /// 1993](https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm)).
  public static final double OUTLYING = 3.5;

  private final ToDoubleFunction<String> measure;

  AnswerStyle(ToDoubleFunction<String> measure) {
    this.measure = measure;
  }

  public double of(String answer) {
    return measure.applyAsDouble(answer);
  }

  /// `0.6745 · (x − median) / MAD` of each. Where more than half are equal the MAD is 0; then the
  /// mean distance from the median takes its place, `(x − median) / (1.2533 · mean)`.
  public static double[] scores(List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    double median = median(all.clone());
    double[] away = Arrays.stream(all).map(x -> Math.abs(x - median)).toArray();
    double mean = Arrays.stream(away).average().orElse(0);
    double spread = median(away) / 0.6745;
    double scale = spread > 0 ? spread : 1.2533 * mean;
    return Arrays.stream(all).map(x -> scale == 0 ? 0 : (x - median) / scale).toArray();
  }

  /// Whether a person would see the difference: among answers made alike, a few letters are far.
  public boolean isSeen(double value, double usual) {
    return switch (this) {
      case LENGTH -> Math.abs(value - usual) > Math.log(3);
      case SENTENCE -> value > 3 * usual || 3 * value < usual;
      case EXCLAMATIONS, EMOJI, LINES -> Math.abs(value - usual) >= 3;
    };
  }

  public static double median(double[] values) {
    if (values.length == 0) return 0;
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  private static double words(String text) {
    int words = 0;
    boolean between = true;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      if (between && !space) words++;
      between = space;
    }
    return words;
  }

  private static double marks(String text, String marks) {
    int found = 0;
    for (int i = 0; i < text.length(); i++) if (marks.indexOf(text.charAt(i)) >= 0) found++;
    return found;
  }

  /// Those that are shown in colours: none of them is below the watch, U+231A.
  private static double emoji(String text) {
    int found = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '\u231A') continue;
      if (Character.isEmojiPresentation(text.codePointAt(i))) found++;
    }
    return found;
  }
}
