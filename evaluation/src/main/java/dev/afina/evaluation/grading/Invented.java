package dev.afina.evaluation.grading;

import dev.afina.dataset.Normal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What an answer says that nobody told it: numbers and names that are in neither question,
/// reference nor facts. An invented price is worse than a clumsy sentence.
final class Invented {
  private Invented() {}

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");
  private static final Pattern THOUSANDS = Pattern.compile("[.,](?=\\d{3}(?!\\d))");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?:\\n])\\s+");
  private static final Pattern NAME = Pattern.compile("\\p{Lu}[\\p{L}\\p{N}]+");

  static List<String> numbers(String answer, String known) {
    Set<String> given = new HashSet<>();
    NUMBER
        .matcher(known)
        .results()
        .map(MatchResult::group)
        .map(Invented::plain)
        .forEach(given::add);
    return NUMBER
        .matcher(answer)
        .results()
        .map(MatchResult::group)
        .filter(number -> !given.contains(plain(number)))
        .distinct()
        .toList();
  }

  /// Words in capitals that do not begin a sentence.
  static List<String> names(String answer, String known) {
    Set<String> given = new HashSet<>(Arrays.asList(Normal.of(known).split(" ")));
    return Arrays.stream(SENTENCE.split(answer))
        .map(sentence -> sentence.replaceFirst("^[^\\p{L}\\p{N}]*[\\p{L}\\p{N}]+", ""))
        .flatMap(rest -> NAME.matcher(rest).results().map(MatchResult::group))
        .filter(name -> !given.contains(Normal.of(name)))
        .distinct()
        .toList();
  }

  /// `1.200` and `1200` are one number, so are `12,50`, `12.5` and `12.50`.
  private static String plain(String number) {
    String whole = THOUSANDS.matcher(number).replaceAll("").replace(',', '.');
    return whole.matches("\\d+\\.\\d+") ? whole.replaceFirst("\\.?0+$", "") : whole;
  }
}
