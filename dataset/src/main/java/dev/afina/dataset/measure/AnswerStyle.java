package dev.afina.dataset.measure;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// What an answer looks like, in numbers. An answer far from what the others are like is worth a
/// look.
public enum AnswerStyle {
  /// Characters of the answer, as a logarithm: twice as long is as far as half as long.
  LENGTH(text -> Math.log1p(text.length())),
  /// Words of a sentence.
  SENTENCE(text -> words(text) / Math.max(1, ends(text))),
  EXCLAMATIONS(AnswerStyle::exclamations),
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

  /// Where values lie, and how far from one another.
  public record Spread(double median, double scale) {

    /// The scale is `MAD / 0.6745`; where more than half of the values are equal the MAD is 0, and
    /// `1.2533 · mean` distance from the median takes its place.
    public static Spread of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double median = middle(sorted);
      double sum = 0;
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = Math.abs(sorted[i] - median);
        sum += sorted[i];
      }
      Arrays.sort(sorted);
      double mad = middle(sorted);
      return new Spread(median, mad > 0 ? mad / 0.6745 : 1.2533 * sum / Math.max(1, sorted.length));
    }

    /// How far a value is from the median, in scales.
    public double score(double value) {
      return scale == 0 ? 0 : (value - median) / scale;
    }

    private static double middle(double[] sorted) {
      if (sorted.length == 0) return 0;
      int half = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }

  /// Whether a person would see the difference: among answers made alike, a few letters are far.
  public boolean isSeen(double value, double usual) {
    return switch (this) {
      case LENGTH -> Math.abs(value - usual) > Math.log(3);
      case SENTENCE -> value > 3 * usual || 3 * value < usual;
      case EXCLAMATIONS, EMOJI, LINES -> Math.abs(value - usual) >= 3;
    };
  }

  private static double words(String text) {
    int words = 0;
    boolean between = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = (c <= ' ' || c > '~') && Character.isWhitespace(c);
      if (between && !space) words++;
      between = space;
    }
    return words;
  }

  private static double ends(String text) {
    int found = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == '!' || c == '?' || c == '…') found++;
    }
    return found;
  }

  private static double exclamations(String text) {
    int found = 0;
    for (int at = text.indexOf('!'); at >= 0; at = text.indexOf('!', at + 1)) found++;
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
