package dev.afina.evaluation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether an answer says what it must: prices, hours, names, word for word. Case and the kind of
/// space do not matter; `4 horas` is not in `24 horas`.
public final class RequiredFacts {
  private RequiredFacts() {}

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  public static List<String> missing(String answer, List<String> facts) {
    String said = plain(answer);
    return facts.stream().filter(fact -> !says(said, plain(fact))).toList();
  }

  private static boolean says(String answer, String fact) {
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(fact) + "(?![\\p{L}\\p{N}])")
        .matcher(answer)
        .find();
  }

  private static String plain(String text) {
    String one = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return SPACES.matcher(one).replaceAll(" ").strip();
  }
}
