package dev.afina.evaluation.grading;

import static dev.afina.evaluation.statistics.Rounding.six;

import java.util.Map;
import java.util.Set;

/// What a judge's answers took. It is stored beside what was judged, as marks of its own.
///
/// @param calls how often it was asked
/// @param seconds until its answers were whole, together
/// @param read tokens it was given, `written` those it answered; 0 where a server does not tell
public record Spent(int calls, double seconds, long read, long written) {
  public static final Spent NOTHING = new Spent(0, 0, 0, 0);

  private static final String CALLS = "judge.calls";
  private static final String SECONDS = "judge.seconds";
  private static final String READ = "judge.read";
  private static final String WRITTEN = "judge.written";

  /// The names of the marks that it is stored by.
  public static final Set<String> MARKS = Set.of(CALLS, SECONDS, READ, WRITTEN);

  public Spent plus(Spent more) {
    return new Spent(
        calls + more.calls, seconds + more.seconds, read + more.read, written + more.written);
  }

  public Map<String, Double> marks() {
    if (calls == 0) return Map.of();
    return Map.of(
        CALLS,
        (double) calls,
        SECONDS,
        six(seconds),
        READ,
        (double) read,
        WRITTEN,
        (double) written);
  }

  /// What is among an answer's marks.
  public static Spent in(Map<String, Double> marks) {
    return new Spent(
        marks.getOrDefault(CALLS, 0.0).intValue(),
        marks.getOrDefault(SECONDS, 0.0),
        marks.getOrDefault(READ, 0.0).longValue(),
        marks.getOrDefault(WRITTEN, 0.0).longValue());
  }
}
